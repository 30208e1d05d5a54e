using System.Text.Json;
using VfioActors.Cli.Terminals;
using VfioActors.Testing;

namespace VfioActors.Cli.Tests;

public sealed class ExploreTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_broken_property_is_shown_as_a_ladder() => Golden.Verify("", _desk.Plain(_desk.ExploreBank().Output));

    [Fact]
    public void Of_many_failures_all_are_in_the_index_and_the_first_are_shown()
    {
        var lines = Posted().Split('\n');
        Assert.InRange(lines.Length, 100, 200);
        Assert.Equal(16, lines.Count(line => line.StartsWith("    ", StringComparison.Ordinal)
            && line.EndsWith(".vtrace", StringComparison.Ordinal)));
        Assert.Equal(
            ["== failure 1 of 16: OnePasidPerDomain", "== failure 2 of 16: ListIntegrity",
                "== failure 3 of 16: PasidBalance"],
            lines.Where(line => line.StartsWith("==", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => !line.Contains(".vtrace", StringComparison.Ordinal)), line =>
            Assert.InRange(line.Length, 0, 79));
    }

    [Theory]
    [InlineData(new[] { "--show", "7" }, 1, "Number 7 follows.")]
    [InlineData(new[] { "--show", "18" }, 0, "There is no number 18: there are 16 failures.")]
    [InlineData(new[] { "--limit", "0" }, 0, "None of them follows: --show N shows one of them.")]
    [InlineData(new[] { "--limit", "20" }, 16, "All of them follow.")]
    public void Those_who_ask_see_others(string[] asked, int shown, string said)
    {
        var output = Posted(asked);
        Assert.Equal(shown, output.Split('\n').Count(line => line.StartsWith("== failure", StringComparison.Ordinal)));
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_every_failure_whatever_people_are_shown()
    {
        var document = Answer.To("explore", "aux-attach-detach", "--profile", "POSTED", "--out", _desk.Folder, "--json",
            "--limit", "1").Document;
        Assert.Equal(17, document.GetProperty("failures").GetArrayLength());
        Assert.Equal(16, document.GetProperty("bugs").GetArrayLength());
    }

    [Fact]
    public void One_and_the_first_few_cannot_both_be_asked_for()
    {
        var answer = Answer.To("explore", "aux-attach-detach", "--show", "1", "--limit", "2");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal("vfioactors: --show and --limit: one of them is enough, not both", answer.Error.TrimEnd());
    }

    private string Posted(params string[] asked)
    {
        var answer = Answer.To(["explore", "aux-attach-detach", "--profile", "POSTED", "--out", _desk.Folder, .. asked]);
        Assert.Equal(ExitCode.Broken, answer.Code);
        return answer.Output;
    }

    [Fact]
    public void A_protocol_without_its_bug_holds()
    {
        var answer = Answer.To("explore", "bank-deposits", "--assembly", Desk.UsersAssembly, "--out", _desk.Folder);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        Assert.Empty(Directory.GetFiles(_desk.Folder));
        Golden.Verify("", _desk.Plain(answer.Output));
    }

    [Fact]
    public void A_behaviour_with_moods_is_named_in_one_line()
    {
        var answer = Answer.To("explore", "bank-moods", "--assembly", Desk.UsersAssembly, "--runs", "100");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("what account heard led to ", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith("a behaviour keeps state of its own, or asks a clock or chance", answer.Error.TrimEnd(),
            StringComparison.Ordinal);
        Assert.Equal(answer.Error.Length - Environment.NewLine.Length, answer.Error.IndexOf('\n'));
    }

    [Fact]
    public void What_no_run_reaches_is_a_failure_without_a_trace()
    {
        string[] words =
            ["explore", "bank-deposits", "--assembly", Desk.UsersAssembly, "--param", "goal=11", "--out", _desk.Folder];
        var failure = Assert.Single(Answer.To([.. words, "--json"]).Document.GetProperty("failures").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, failure.GetProperty("trace").ValueKind);
        var answer = Answer.To(words);
        Assert.Equal(ExitCode.Broken, answer.Code);
        Golden.Verify("", _desk.Plain(answer.Output));
    }

    [Theory]
    [InlineData("dpor", ExitCode.Held)]
    [InlineData("stateful", ExitCode.Held)]
    [InlineData("dfs", ExitCode.Held)]
    [InlineData("random", ExitCode.Inconclusive)]
    [InlineData("pct", ExitCode.Inconclusive)]
    [InlineData("pos", ExitCode.Inconclusive)]
    [InlineData("surw", ExitCode.Inconclusive)]
    [InlineData("fest", ExitCode.Inconclusive)]
    [InlineData("adaptive", ExitCode.Inconclusive)]
    [InlineData("portfolio", ExitCode.Inconclusive)]
    public void The_code_says_whether_everything_was_tried(string strategy, int code)
    {
        string[] words = ["explore", "aux-one-owner", "--strategy", strategy, "--out", _desk.Folder];
        Assert.Equal(code, Answer.To(code == ExitCode.Held ? words : [.. words, "--runs", "20"]).Code);
    }

    [Theory]
    [InlineData("causal")]
    [InlineData("pair")]
    [InlineData("mailbox")]
    public void The_document_has_what_programs_rely_on(string delivery)
    {
        var answer = _desk.ExploreBank("--json", "--delivery", delivery, "--seed", "7", "--param", "deposits=2");
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Empty(answer.Error);
        var found = answer.Document;
        Assert.Equal(
            [
                "scenario", "profile", "defects", "strategy", "strategyReason", "delivery", "losses", "repeats", "seed",
                "parameters",
                "runs", "brokenRuns", "firstBrokenRun", "redundantRuns", "deliveries", "states", "seconds",
                "complete", "coverage", "bytesOnDisk", "cutRuns", "verdict", "verdictReason", "preemptions", "permutations",
                "remainder", "modulo", "tallies", "claims", "checks", "neverApplied", "waived",
                "hints", "failures", "bugs", "problems", "checkpoint", "resume", "failNth", "cluster",
            ],
            found.EnumerateObject().Select(one => one.Name));
        Assert.Equal("bank-deposits", found.GetProperty("scenario").GetString());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("profile").ValueKind);
        Assert.Equal(["BANK-01"], found.GetProperty("defects").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal("dpor", found.GetProperty("strategy").GetString());
        Assert.NotEmpty(found.GetProperty("strategyReason").GetString()!);
        Assert.Equal(delivery, found.GetProperty("delivery").GetString());
        Assert.Equal(7, found.GetProperty("seed").GetInt64());
        Assert.Equal("2", found.GetProperty("parameters").GetProperty("deposits").GetString());
        Assert.True(found.GetProperty("complete").GetBoolean());
        Assert.Equal("broken", found.GetProperty("verdict").GetString());
    }

    [Fact]
    public void A_failure_names_its_trace_and_the_command_that_replays_it()
    {
        var failure = Assert.Single(_desk.ExploreBank("--json").Document.GetProperty("failures").EnumerateArray());
        Assert.Equal(
            [
                "property", "claim", "reason", "defectIds", "steps", "minimalSteps", "occurrences", "behind", "trace",
                "replay", "asFound", "isEndedEarly", "isUnexplained", "name", "seenIn", "leftOut", "otherWays",
                "refused",
            ],
            failure.EnumerateObject().Select(one => one.Name));
        var trace = failure.GetProperty("trace").GetString()!;
        Assert.Equal(_desk.PathOf("bank-deposits-nolostdeposit-bank-01.vtrace"), trace);
        var command = failure.GetProperty("replay").GetString()![(Invocation.Again.Length + 1)..];
        Assert.Equal($"replay {trace} --assembly {Desk.UsersAssembly}", command);
        Assert.Equal(ExitCode.Broken, Answer.To(command.Split(' ')).Code);
    }

    [Fact]
    public void What_is_hidden_behind_other_defects_was_met_in_no_run()
    {
        string[] words = ["explore", "aux-attach-detach", "--profile", "POSTED", "--out", _desk.Folder, "--json"];
        var failures = Answer.To(words).Document.GetProperty("failures").EnumerateArray()
            .ToLookup(failure => failure.GetProperty("behind").GetArrayLength() > 0, failure =>
                failure.GetProperty("occurrences").GetInt64());
        Assert.NotEmpty(failures[true]);
        Assert.All(failures[true], times => Assert.Equal(0, times));
        Assert.All(failures[false], times => Assert.InRange(times, 1, long.MaxValue));
    }

    [Fact]
    public void A_profile_switches_its_defects_on()
    {
        string[] words = ["explore", "bank-deposits", "--assembly", Desk.UsersAssembly, "--out", _desk.Folder];
        var found = Answer.To([.. words, "--profile", "hasty", "--json"]).Document;
        Assert.Equal("HASTY", found.GetProperty("profile").GetString());
        Assert.Equal(["BANK-01"], found.GetProperty("defects").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public void The_same_question_gives_the_same_traces()
    {
        var once = File.ReadAllBytes(_desk.BankTrace());
        Assert.Equal(once, File.ReadAllBytes(_desk.BankTrace()));
    }

    [Fact]
    public void What_holds_up_to_a_bound_says_so_and_is_not_complete()
    {
        var answer = Answer.To("explore", "aux-attach-detach", "--preemptions", "1", "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Equal("held up to 1 preemption", answer.Document.GetProperty("verdict").GetString());
        Assert.Equal("stateful", answer.Document.GetProperty("strategy").GetString());
        Assert.Equal(1, answer.Document.GetProperty("preemptions").GetInt32());
        Assert.False(answer.Document.GetProperty("complete").GetBoolean());
        var people = Answer.To("explore", "aux-attach-detach", "--preemptions", "1").Output;
        Assert.Contains("held up to 1 preemption: no order within that bound", people, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_may_hold_no_more_says_so_and_what_is_left()
    {
        var answer = Answer.To(
            "explore", "aux-attach-detach", "--param", "devices=4", "--strategy", "breadth", "--memory", "1");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Contains("the memory ran out that it may have", answer.Output, StringComparison.Ordinal);
        Assert.Contains("steps", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Beyond_the_memory_it_goes_on_in_bits_and_is_never_complete()
    {
        string[] command =
        [
            "explore", "aux-attach-detach", "--param", "devices=4", "--memory", "1", "--at-memory", "bitstate",
        ];
        var answer = Answer.To([.. command, "--json"]);
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal("inconclusive", answer.Document.GetProperty("verdict").GetString());
        Assert.Equal(13_321, answer.Document.GetProperty("states").GetInt64());
        Assert.False(answer.Document.GetProperty("complete").GetBoolean());
        Assert.InRange(answer.Document.GetProperty("coverage").GetDouble(), 0.99, 0.9999999);
        Assert.Contains("held, with coverage 99.", Answer.To(command).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_broken_beyond_the_memory_says_how_much_was_covered()
    {
        var answer = Answer.To([
            "explore", "aux-attach-detach", "--defect", "AUX-03", "--param", "devices=4", "--memory", "1",
            "--at-memory", "bitstate",
        ]);
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Contains("covered     99.", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at-memory says what to do when --memory is held: say how much that is", "--at-memory", "bitstate")]
    [InlineData("--at-memory bitstate: --checkpoint keeps states, and bits are none",
        "--at-memory", "bitstate", "--memory", "9", "--checkpoint", "never.checkpoint")]
    [InlineData("--strategy dpor cannot be used here: dpor has no bitstate table to go on in; stateful has",
        "--at-memory", "bitstate", "--memory", "9", "--strategy", "dpor")]
    [InlineData("a bound on preemptions and a bitstate table do not go together: how many preemptions led to a state is "
        + "not in its bits", "--at-memory", "bitstate", "--memory", "9", "--preemptions", "1")]
    [InlineData("--at-memory bitstate: --fail-nth searches under many plans, each to its end",
        "--at-memory", "bitstate", "--memory", "9", "--fail-nth")]
    [InlineData("--cluster: nodes have no bitstate table; leave out --at-memory",
        "--at-memory", "bitstate", "--memory", "9", "--strategy", "stateful", "--cluster", "127.0.0.1:4053")]
    [InlineData("--nodes: nodes have no bitstate table; leave out --at-memory",
        "--at-memory", "bitstate", "--memory", "9", "--strategy", "stateful", "--nodes", "2")]
    public void What_does_not_go_with_bits_is_refused_in_one_line(string said, params string[] flags)
    {
        var answer = Answer.To(["explore", "aux-attach-detach", .. flags]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal($"vfioactors: {said}", answer.Error.TrimEnd());
    }

    [Fact]
    public void With_symmetry_states_are_orbits()
    {
        string[] command = ["explore", "aux-one-owner", "--param", "devices=3", "--param", "granularity=turns"];
        var answer = Answer.To([.. command, "--symmetry", "--json"]);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Equal(10, answer.Document.GetProperty("states").GetInt64());
        Assert.Equal(6, answer.Document.GetProperty("permutations").GetDouble());
        Assert.Equal("stateful", answer.Document.GetProperty("strategy").GetString());
        Assert.Contains("10 orbits of states in", Answer.To([.. command, "--symmetry"]).Output, StringComparison.Ordinal);
        Assert.Equal(27, Answer.To([.. command, "--strategy", "stateful", "--json"])
            .Document.GetProperty("states").GetInt64());
    }

    [Fact]
    public void Of_equal_clients_under_dpor_it_says_that_they_begin_in_order()
    {
        var answer = Answer.To("explore", "aux-attach-detach", "--strategy", "dpor", "--symmetry");
        Assert.Equal(0, answer.Code);
        Assert.Contains("34 runs, equal clients beginning in their order", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aux-attach-detach", "--strategy", "pct", "--strategy pct cannot be used here: pct makes nothing of "
        + "symmetry; stateful, breadth and dpor do")]
    [InlineData("aux-attach-detach", "--preemptions", "1", "symmetry and a bound on preemptions do not go together: who "
        + "was preempted is not the same when they have changed places")]
    [InlineData("aux-lock-order", "--seed", "1", "--symmetry: nothing in aux-lock-order is known to be interchangeable")]
    public void Symmetry_that_is_not_to_be_had_is_refused_in_one_line(
        string scenario, string flag, string value, string said)
    {
        var answer = Answer.To("explore", scenario, "--symmetry", flag, value);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal($"vfioactors: {said}", answer.Error.TrimEnd());
        Assert.Empty(answer.Output);
    }

    [Fact]
    public void A_strategy_that_cannot_bound_preemptions_is_refused()
    {
        var answer = Answer.To("explore", "aux-attach-detach", "--preemptions", "1", "--strategy", "dpor");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("stateful, dfs do", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("random", "oneRunIn")]
    [InlineData("dfs", "shareDone")]
    public void A_budget_that_ends_says_what_is_left(string strategy, string number)
    {
        var answer = Answer.To(
            "explore", "aux-attach-detach", "--strategy", strategy, "--runs", "40", "--json");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.True(answer.Document.GetProperty("remainder").GetProperty(number).GetDouble() > 0);
    }

    [Fact]
    public void Whoever_ends_it_early_gets_what_is_known_so_far()
    {
        string[] large = ["explore", "aux-attach-detach", "--param", "devices=4", "--param", "rounds=2"];
        using CancellationTokenSource ended = new();
        ended.Cancel();
        var answer = Answer.To(ended.Token, [.. large, "--out", _desk.Folder, "--json"]);
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal("inconclusive", answer.Document.GetProperty("verdict").GetString());
    }

    [Fact]
    public void A_run_ends_where_it_breaks_when_asked_to()
    {
        string[] words = ["--json", "--strategy", "dfs", "--param", "deposits=2"];
        var whole = _desk.ExploreBank(words).Document;
        var cut = _desk.ExploreBank([.. words, "--stop-at-first-violation"]).Document;
        Assert.True(cut.GetProperty("deliveries").GetInt64() <= whole.GetProperty("deliveries").GetInt64());
        Assert.Equal("broken", cut.GetProperty("verdict").GetString());
    }

    [Fact]
    public void A_script_that_names_a_device_that_is_not_there_is_refused()
    {
        var answer = Answer.To("explore", "aux-script", "--param", "script=attach.0.9");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("cannot be built: the script names device 9", answer.Error, StringComparison.Ordinal);
    }
}
