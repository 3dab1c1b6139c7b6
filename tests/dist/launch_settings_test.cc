#include "lexprobe/dist/launch_settings.h"

#include <map>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "support/status_matchers.h"

namespace lexprobe {
namespace {

using ::testing::HasSubstr;

using Variables = std::map<std::string, std::string>;

absl::StatusOr<LaunchSettings> Read(const Variables& variables,
                                    absl::string_view rendezvous = "") {
  return ReadLaunchSettings(
      [&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
      },
      rendezvous);
}

TEST(LaunchSettingsTest, WithoutALauncherOrInAWorldOfOneAProcessIsAlone) {
  for (const Variables& variables :
       {Variables{}, Variables{{"RANK", "0"}, {"WORLD_SIZE", "1"}}}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const LaunchSettings settings,
                                  Read(variables));
    EXPECT_TRUE(settings.alone());
    EXPECT_EQ(settings.rendezvous, "");
  }
}

TEST(LaunchSettingsTest, ReadsWhatTorchrunSets) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(const LaunchSettings settings,
                                Read({{"RANK", "3"},
                                      {"WORLD_SIZE", "4"},
                                      {"LOCAL_RANK", "1"},
                                      {"LOCAL_WORLD_SIZE", "2"},
                                      {"MASTER_ADDR", "node0"},
                                      {"MASTER_PORT", "29500"}}));
  EXPECT_EQ(settings.rank, 3);
  EXPECT_EQ(settings.size, 4);
  EXPECT_EQ(settings.local_rank, 1);
  EXPECT_EQ(settings.local_size, 2);
  EXPECT_EQ(settings.rendezvous, "tcp://node0:29500");
}

TEST(LaunchSettingsTest, KnowsWhenTorchrunItselfListens) {
  Variables variables = {{"RANK", "0"},
                         {"WORLD_SIZE", "2"},
                         {"MASTER_ADDR", "node0"},
                         {"MASTER_PORT", "29500"},
                         {"TORCHELASTIC_USE_AGENT_STORE", "False"}};
  LEXPROBE_ASSERT_OK_AND_ASSIGN(LaunchSettings settings, Read(variables));
  EXPECT_EQ(settings.attempt, "");
  variables["TORCHELASTIC_USE_AGENT_STORE"] = "True";
  variables["TORCHELASTIC_RESTART_COUNT"] = "2";
  LEXPROBE_ASSERT_OK_AND_ASSIGN(settings, Read(variables));
  EXPECT_EQ(settings.attempt, "attempt 2");
  LEXPROBE_ASSERT_OK_AND_ASSIGN(settings, Read(variables, "tcp://node1:1"));
  EXPECT_EQ(settings.attempt, "");
}

TEST(LaunchSettingsTest, ReadsWhatOpenMpiAndSlurmSet) {
  for (const Variables& variables :
       {Variables{{"OMPI_COMM_WORLD_RANK", "1"},
                  {"OMPI_COMM_WORLD_SIZE", "2"},
                  {"OMPI_COMM_WORLD_LOCAL_RANK", "1"}},
        Variables{{"SLURM_PROCID", "1"},
                  {"SLURM_NTASKS", "2"},
                  {"SLURM_LOCALID", "1"}}}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const LaunchSettings settings,
                                  Read(variables, "file:///shared/meet"));
    EXPECT_EQ(settings.rank, 1);
    EXPECT_EQ(settings.local_rank, 1);
    EXPECT_EQ(settings.size, 2);
    EXPECT_EQ(settings.rendezvous, "file:///shared/meet");
  }
}

// What Slurm 22.05 sets for the second of three tasks on two machines.
Variables StepOfSrun() {
  return {{"SLURM_JOB_ID", "7"},
          {"SLURM_STEP_ID", "2"},
          {"SLURM_PROCID", "1"},
          {"SLURM_LOCALID", "1"},
          {"SLURM_NODEID", "0"},
          {"SLURM_NTASKS", "3"},
          {"SLURM_NTASKS_PER_NODE", "4"},
          {"SLURM_STEP_NUM_TASKS", "3"},
          {"SLURM_STEP_TASKS_PER_NODE", "2,1"},
          {"SLURM_STEP_NODELIST", "node[07-08]"}};
}

TEST(LaunchSettingsTest, MeetsAtTheFirstMachineOfAStepOfSrun) {
  LEXPROBE_ASSERT_OK_AND_ASSIGN(LaunchSettings settings, Read(StepOfSrun()));
  EXPECT_EQ(settings.rank, 1);
  EXPECT_EQ(settings.local_rank, 1);
  EXPECT_EQ(settings.size, 3);
  EXPECT_EQ(settings.local_size, 2);
  EXPECT_EQ(settings.rendezvous, "tcp://node07:15219");
  Variables variables = StepOfSrun();
  variables["MASTER_ADDR"] = "node0";
  variables["MASTER_PORT"] = "1";
  EXPECT_EQ(Read(variables)->rendezvous, "tcp://node0:1");
  EXPECT_EQ(Read(variables, "file:///user")->rendezvous, "file:///user");
}

TEST(LaunchSettingsTest, IsAloneInABatchScriptAndInAShellOfSalloc) {
  for (const Variables& variables :
       {Variables{{"SLURM_JOB_ID", "7"},
                  {"SLURM_PROCID", "0"},
                  {"SLURM_LOCALID", "0"},
                  {"SLURM_NTASKS", "2"}},
        Variables{{"SLURM_JOB_ID", "7"}, {"SLURM_NTASKS", "2"}},
        Variables{{"SLURM_JOB_ID", "7"},
                  {"SLURM_PROCID", "0"},
                  {"SLURM_NTASKS", "2"},
                  {"SLURM_STEP_ID", "4294967290"},
                  {"SLURM_STEP_NUM_TASKS", "1"}}}) {
    LEXPROBE_ASSERT_OK_AND_ASSIGN(const LaunchSettings settings,
                                  Read(variables));
    EXPECT_TRUE(settings.alone());
  }
}

TEST(LaunchSettingsTest, TakesThePlaceToMeetThatIsMostParticular) {
  Variables variables = {{"RANK", "0"},
                         {"WORLD_SIZE", "2"},
                         {"MASTER_ADDR", "node0"},
                         {"MASTER_PORT", "1"}};
  EXPECT_EQ(Read(variables)->rendezvous, "tcp://node0:1");
  variables["LEXPROBE_RENDEZVOUS"] = "file:///launch";
  EXPECT_EQ(Read(variables)->rendezvous, "file:///launch");
  EXPECT_EQ(Read(variables, "file:///user")->rendezvous, "file:///user");
}

TEST(LaunchSettingsTest, RefusesWhatIsPartialOrWrongAndNamesIt) {
  const struct {
    Variables variables;
    const char* rendezvous;
    const char* message;
  } kCases[] = {
      {{{"RANK", "0"}}, "", "WORLD_SIZE = nothing"},
      {{{"WORLD_SIZE", "2"}}, "", "RANK = nothing"},
      {{{"RANK", "2"}, {"WORLD_SIZE", "2"}}, "", "RANK = \"2\""},
      {{{"RANK", "-1"}, {"WORLD_SIZE", "2"}}, "", "RANK = \"-1\""},
      {{{"RANK", "one"}, {"WORLD_SIZE", "2"}}, "", "RANK = \"one\""},
      {{{"RANK", "0"}, {"WORLD_SIZE", "0"}}, "", "WORLD_SIZE = \"0\""},
      {{{"RANK", "0"}, {"WORLD_SIZE", "2"}}, "", "--rendezvous"},
      {{{"RANK", "0"}, {"WORLD_SIZE", "2"}, {"MASTER_PORT", "1"}},
       "",
       "no MASTER_ADDR"},
      {{{"RANK", "0"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "a"}},
       "",
       "MASTER_PORT = nothing"},
      {{{"RANK", "0"}, {"WORLD_SIZE", "2"}}, "node0:1", "tcp://HOST:PORT"},
      {{{"RANK", "0"}, {"WORLD_SIZE", "2"}}, "tcp://node0", "tcp://HOST:PORT"},
      {{{"RANK", "0"}, {"WORLD_SIZE", "2"}}, "file://x", "file:///PATH"},
      {{{"SLURM_PROCID", "0"}}, "", "SLURM_NTASKS = nothing"},
      {{}, "tcp://node0:1", "no RANK and WORLD_SIZE"},
  };
  for (const auto& one : kCases) {
    EXPECT_THAT(
        Read(one.variables, one.rendezvous),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(one.message)));
  }
}

}  // namespace
}  // namespace lexprobe
