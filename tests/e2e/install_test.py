#!/usr/bin/env python3
"""What is installed works from anywhere, and the packages can be installed.

Run by ctest: install_test.py BUILD_FOLDER, with everything built.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD = pathlib.Path(sys.argv.pop()).resolve()

CONSUMER_CMAKE = """\
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES CXX)
find_package(lexprobe 0.1 REQUIRED)
add_executable(consumer consumer.cc)
target_link_libraries(consumer PRIVATE lexprobe::probe)
"""
README = pathlib.Path(__file__).parents[2] / "README.md"
VECTORS = "queen 0 1 1\nking 1 1 1\nmother 0 2 -1\nfather 2 2 -1\ntree 0 0 5\n"


def run(*command, **options):
    """Runs a command that must succeed; gives what it printed."""
    done = subprocess.run([str(word) for word in command], text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=500, check=False,
                          **options)
    if done.returncode != 0:
        raise AssertionError(f"{command} gave {done.returncode}:\n{done.stdout}")
    return done.stdout


class Installed(unittest.TestCase):
    """A prefix that was installed, and then moved."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        run("cmake", "--install", BUILD, "--prefix", cls.folder / "first")
        cls.prefix = cls.folder / "moved" / "prefix"
        cls.prefix.parent.mkdir()
        (cls.folder / "first").rename(cls.prefix)
        cls.lexprobe = cls.prefix / "bin" / "lexprobe"

    def test_the_program_runs_where_it_was_moved_to(self):
        self.assertIn("Usage: lexprobe COMMAND", run(self.lexprobe, "--help"))

    def test_it_finds_lexprobe_train_in_its_own_prefix(self):
        train = self.prefix / "libexec" / "lexprobe" / "lexprobe-train"
        version = run(self.lexprobe, "--version", env={"PATH": "/nowhere"})
        if (BUILD / "bin" / "lexprobe-train").exists():
            self.assertTrue(train.exists())
            self.assertRegex(version, r"\ntraining: .*libexec/lexprobe/.*"
                                      r"\n  BLAS: .+\n  LibTorch: \d")
        else:
            self.assertIn("\ntraining: none", version)

    def test_each_command_has_a_manual_page_without_faults(self):
        pages = sorted((self.prefix / "share/man/man1").glob("*.1"))
        programs = [self.lexprobe, self.prefix / "libexec/lexprobe/lexprobe-train"]
        names = [line.split()[0] for program in programs if program.exists()
                 for line in run(program, "--help-completion").splitlines()
                 if line]
        self.assertEqual(sorted(page.stem for page in pages),
                         sorted(["lexprobe"] +
                                [f"lexprobe-{name}" for name in names]))
        for page in pages:
            with self.subTest(page=page.name):
                text = run("man", "--warnings", "-l", page,
                           env={**os.environ, "MANWIDTH": "80"})
                self.assertIn("NAME", text)
                self.assertNotIn("warning:", text)

    def test_completion_knows_the_commands_and_options(self):
        self.assertEqual(self.completions("he"), ["help"])
        self.assertIn("--threads", self.completions("evaluate", "--thr"))

    def test_completion_knows_subcommands(self):
        if "oscillator" not in self.completions("o"):
            self.assertFalse((BUILD / "bin" / "lexprobe-train").exists())
            return
        self.assertEqual(self.completions("oscillator", "t"), ["train", "test"])
        self.assertEqual(self.completions("oscillator", "plot", "--out"),
                         ["--output"])

    def completions(self, *words):
        """What bash offers for the last of `words`."""
        script = self.prefix / "share/bash-completion/completions/lexprobe"
        ask = (f"source {script}; COMP_WORDS=(lexprobe {' '.join(words)}); "
               f"COMP_CWORD={len(words)}; _lexprobe; echo \"${{COMPREPLY[@]}}\"")
        return run("bash", "-c", ask).split()

    def test_another_project_can_link_it(self):
        source = self.folder / "consumer"
        source.mkdir()
        (source / "CMakeLists.txt").write_text(CONSUMER_CMAKE, encoding="utf-8")
        program = README.read_text(encoding="utf-8").split("```cpp\n")[1]
        (source / "consumer.cc").write_text(program.split("```")[0],
                                            encoding="utf-8")
        (source / "vectors.txt").write_text(VECTORS, encoding="utf-8")
        run("cmake", "-S", source, "-B", source / "build", "-G", "Ninja",
            f"-DCMAKE_PREFIX_PATH={self.prefix}")
        run("cmake", "--build", source / "build")
        answers = run(source / "build" / "consumer", source / "vectors.txt",
                      "queen", "king", "mother")
        self.assertEqual(answers.split()[0], "father")


class Packages(unittest.TestCase):
    """The .deb files that cpack makes."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        run("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", cls.folder)
        cls.runtime, = cls.folder.glob("lexprobe_*.deb")
        cls.development, = cls.folder.glob("lexprobe-dev_*.deb")

    def test_every_package_that_they_depend_on_is_there_for_apt(self):
        for package in (self.runtime, self.development):
            with self.subTest(package=package.name):
                plan = run("apt-get", "install", "--simulate",
                           "--no-install-recommends", package)
                self.assertIn(f"Inst {package.name.split('_')[0]} ", plan)

    def test_the_unpacked_program_runs(self):
        root = self.folder / "root"
        run("dpkg-deb", "--extract", self.runtime, root)
        self.assertIn("Usage: lexprobe COMMAND",
                      run(root / "usr/bin/lexprobe", "--help"))
        self.assertTrue((root / "usr/share/man/man1/lexprobe.1").exists())

    def test_the_program_depends_on_the_blas_that_is_fast(self):
        depends = run("dpkg-deb", "--field", self.runtime, "Depends")
        self.assertIn("libopenblas0", depends)
        self.assertIn("libboost-program-options", depends)

    def test_the_development_package_has_headers_and_libraries(self):
        listing = run("dpkg-deb", "--contents", self.development)
        self.assertIn("usr/include/lexprobe/store/embedding_table.h", listing)
        self.assertIn("/liblexprobe_store.a", listing)
        self.assertIn("/lexprobeConfig.cmake", listing)


if __name__ == "__main__":
    unittest.main()
