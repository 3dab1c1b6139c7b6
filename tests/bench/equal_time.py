"""Each peer beside the run of ours that answers most in no more time."""

import json
import statistics
import subprocess


def compare(peer, own, arguments):
    """What `evaluate --compare` says of the last vectors of both."""
    command = [
        arguments.lexprobe, "evaluate", "--compare", peer.vectors, own.vectors,
        "--restrict-vocab", "30000", "--json", "--questions",
        arguments.questions
    ]
    if arguments.similarity:
        command += ["--similarity", arguments.similarity]
    done = subprocess.run([str(word) for word in command], check=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    return json.loads(done.stdout)


def best_in(seconds, own, took, judged):
    """The name of ours that answers most in so many seconds, or None."""
    in_time = [name for name in own if took[name] <= seconds]
    return max(in_time, default=None, key=lambda name: statistics.median(
        one["total"] for one in judged[name]))


def difference(value, interval, p):
    return f"{value:+.3f} [{interval[0]:+.3f}, {interval[1]:+.3f}], p {p:.2g}"


def row_of(peer, own, arguments):
    found = compare(peer, own, arguments)
    total = next(section for section in found["analogies"][0]["sections"]
                 if section["is_total"] and section["section"] == "total")
    ratio = total["second_correct"] / max(1, total["first_correct"])
    text = f"{ratio:.2f} times the questions"
    for one in found["similarities"]:
        text += ", similarity " + difference(one["second"] - one["first"],
                                             one["interval"], one["test"]["p"])
    return text


def print_table(programs, runs, judged, arguments):
    took = {
        name: statistics.median(run["seconds"] for run in of_one)
        for name, of_one in runs.items()
    }
    own = [name for name, program in programs.items() if program.log]
    peers = [name for name in programs if name not in own]
    if own and peers:
        print("\nIn no more time (on what both cover; 95% intervals, resampled "
              "by pair of words):")
    for peer in sorted(peers, key=took.get):
        best = best_in(took[peer], own, took, judged)
        text = "none of ours" if best is None else (
            f"{best} ({took[best]:.1f} s): " +
            row_of(programs[peer], programs[best], arguments))
        print(f"{peer} ({took[peer]:.1f} s): {text}", flush=True)
