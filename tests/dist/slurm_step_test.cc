#include "dist/slurm_step.h"

#include <map>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace lexprobe {
namespace {

int LocalSize(const std::string& tasks_per_node, const std::string& node) {
  const std::map<std::string, std::string> variables = {
      {"SLURM_STEP_TASKS_PER_NODE", tasks_per_node}, {"SLURM_NODEID", node}};
  return SlurmLocalSize([&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

TEST(SlurmStepTest, FindsTheTasksOfItsOwnMachine) {
  EXPECT_EQ(LocalSize("2", "0"), 2);
  EXPECT_EQ(LocalSize("2(x3),1", "2"), 2);
  EXPECT_EQ(LocalSize("2(x3),1", "3"), 1);
  EXPECT_EQ(LocalSize("4,2(x2),8", "2"), 2);
  EXPECT_EQ(LocalSize("4,2(x2),8", "3"), 8);
}

TEST(SlurmStepTest, CountsOneTaskWhereSlurmDoesNotSay) {
  EXPECT_EQ(SlurmLocalSize([](const char*) { return nullptr; }), 1);
  for (const char* text : {"", "many", "2(x", "2(xmany)", "0", "-3", ","}) {
    EXPECT_EQ(LocalSize(text, "9"), 1) << text;
  }
}

TEST(SlurmStepTest, FindsTheFirstOfAListOfMachines) {
  EXPECT_EQ(FirstHost("vm"), "vm");
  EXPECT_EQ(FirstHost("one,two"), "one");
  EXPECT_EQ(FirstHost("node[07-09,12],other"), "node07");
  EXPECT_EQ(FirstHost("node[3,5]-east,other"), "node3-east");
  EXPECT_EQ(FirstHost("rack[1-2]-node[10-19]"), "rack1-node10");
  EXPECT_EQ(FirstHost(""), "");
}

TEST(SlurmStepTest, DoesNotSayWhereToMeetWithoutAListOfMachines) {
  EXPECT_EQ(SlurmRendezvous([](const char*) { return nullptr; }), "");
}

}  // namespace
}  // namespace lexprobe
