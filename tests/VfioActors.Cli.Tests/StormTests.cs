using System.Diagnostics;
using System.Text.Json;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests;

public sealed class StormTests : IDisposable
{
    private static readonly string[] Small = ["storm", "--clients", "8", "--operations", "200", "--duration", "3600"];
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_storm_of_the_reference_holds_and_says_so_to_programs()
    {
        var answer = Answer.To([.. Small, "--json"]);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        var document = answer.Document;
        Assert.Equal("held", document.GetProperty("verdict").GetString());
        Assert.True(document.GetProperty("atRest").GetBoolean());
        Assert.Equal(0, document.GetProperty("lost").GetInt64());
        Assert.Equal(0, document.GetProperty("violations").GetArrayLength());
        Assert.InRange(document.GetProperty("operations").GetInt64(), 8 * 200, 8 * 300);
        string[] figures =
        [
            "messages", "seconds", "operationsPerSecond", "messagesPerSecond", "p50Us", "p99Us", "p999Us",
        ];
        Assert.All(figures, name => Assert.True(document.GetProperty(name).GetDouble() > 0, name));
    }

    [Theory]
    [InlineData("--mix", "dma")]
    [InlineData("--mix", "getpasid")]
    [InlineData("--mix", "attach", "--faults", "1")]
    [InlineData("--mix", "tcemap", "--spapr", "1")]
    [InlineData("--mix", "pagerequest", "--askers", "1")]
    [InlineData("--mix", "dma", "--record")]
    public void A_storm_in_which_everything_is_refused_proves_nothing(params string[] options)
    {
        const string Reason = "no operation succeeded: nothing was attached, pinned or mapped";
        var html = _desk.PathOf("storm.html");
        string[] some = options[^1] == "--record" ? [.. options, _desk.PathOf("storm.vtrace")] : options;
        string[] all = ["storm", "--clients", "4", "--operations", "3", "--duration", "3600", "--html", html, .. some];
        var page = Answer.To(all);
        Assert.Equal(ExitCode.Inconclusive, page.Code);
        Assert.Contains(
            $"inconclusive: {Reason}", string.Join(' ', page.Output.Split((char[])[' ', '\n'],
                StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains($"inconclusive: {Reason}", File.ReadAllText(html), StringComparison.Ordinal);
        var json = Answer.To([.. all, "--json"]);
        Assert.Equal(ExitCode.Inconclusive, json.Code);
        var document = json.Document;
        Assert.Equal("inconclusive", document.GetProperty("verdict").GetString());
        Assert.Equal(Reason, document.GetProperty("verdictReason").GetString());
        Assert.Equal(0, document.GetProperty("succeeded").GetInt64());
        Assert.Equal(document.GetProperty("operations").GetInt64(), Refused(document));
    }

    [Fact]
    public void The_replay_of_a_storm_in_which_everything_is_refused_proves_nothing_either()
    {
        const string Reason = "no operation succeeded: nothing was attached, pinned or mapped";
        var file = _desk.PathOf("storm.vtrace");
        Answer.To("storm", "--clients", "4", "--operations", "3", "--duration", "3600", "--mix", "dma", "--record", file);
        var json = Answer.To("replay", file, "--json");
        Assert.Equal(ExitCode.Inconclusive, json.Code);
        Assert.Equal("inconclusive", json.Document.GetProperty("verdict").GetString());
        Assert.Equal(Reason, json.Document.GetProperty("verdictReason").GetString());
        var page = Answer.To("replay", file);
        Assert.Equal(ExitCode.Inconclusive, page.Code);
        Assert.Contains("verdict     inconclusive: no operation succeeded", page.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_operation_that_succeeds_is_enough_to_be_judged()
    {
        var answer = Answer.To(
            "storm", "--clients", "1", "--operations", "1", "--duration", "3600", "--mix", "attach", "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        var document = answer.Document;
        Assert.InRange(document.GetProperty("succeeded").GetInt64(), 1, 10);
        Assert.Equal(
            document.GetProperty("operations").GetInt64() - document.GetProperty("succeeded").GetInt64(),
            Refused(document));
        Assert.Equal(JsonValueKind.Null, document.GetProperty("verdictReason").ValueKind);
    }

    private static long Refused(JsonElement document) =>
        document.GetProperty("refusals").EnumerateObject().Sum(one => one.Value.GetInt64());

    [Fact]
    public void People_get_the_figures_in_lines()
    {
        var answer = Answer.To(Small);
        Assert.Equal(ExitCode.Held, answer.Code);
        var labels = answer.Output.Split('\n').Select(line => line.Split(' ')[0]).Where(label => label.Length > 0);
        Assert.Equal(
            [
                "storm", "defects", "seed", "operations", "messages", "latency", "clients", "refused", "busiest",
                "memory", "at", "verdict",
            ],
            labels);
        Assert.DoesNotContain('\u001b', answer.Output);
    }

    [Theory]
    [InlineData("AUX-06", "NoUseOfFreedPasid")]
    [InlineData("AUX-10", "OnePasidPerDomain")]
    public void A_defect_is_named_and_its_recording_replays_and_is_made_small(string defect, string property)
    {
        var file = _desk.PathOf("storm.vtrace.gz");
        var answer = Answer.To(
            ["storm", "--clients", "8", "--duration", "3600", "--defect", defect, "--record", file, "--out", _desk.Folder,
                "--json"]);
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Contains(property, Names(answer.Document.GetProperty("violations")));
        var failure = answer.Document.GetProperty("failures").EnumerateArray()
            .Single(one => one.GetProperty("property").GetString() == property);
        Assert.Equal(defect, failure.GetProperty("defectIds").EnumerateArray().Single().GetString());

        var replayed = Answer.To("replay", file, "--json");
        Assert.Equal(ExitCode.Broken, replayed.Code);
        Assert.Contains(property, Names(replayed.Document.GetProperty("findings")));

        var small = _desk.PathOf("small.vtrace");
        var minimized = Answer.To("minimize", file, "--out", small, "--json");
        Assert.Equal(ExitCode.Held, minimized.Code);
        Assert.InRange(minimized.Document.GetProperty("minimalSteps").GetInt32(), 5, 60);
        Assert.Equal(ExitCode.Broken, Answer.To("replay", small).Code);
        Assert.Equal(ExitCode.Broken, Answer.To("replay", failure.GetProperty("trace").GetString()!).Code);
    }

    [Fact]
    public void States_that_are_not_recorded_are_not_said_to_be_reached()
    {
        var file = _desk.PathOf("storm.vtrace");
        Assert.Equal(ExitCode.Held, Answer.To([.. Small, "--record", file]).Code);
        Assert.Contains("the actors end in the recorded states fingerprint", Words(Answer.To("replay", file).Output),
            StringComparison.Ordinal);
        string[] lines = [.. File.ReadAllLines(file)];
        string[] states = [.. lines.Where(line => line.Contains("\"state\"", StringComparison.Ordinal))];
        File.WriteAllLines(file, lines.Except([states[0]]));
        Assert.Contains($"states; of 1 of {states.Length} none is recorded", Words(Answer.To("replay", file).Output),
            StringComparison.Ordinal);
        File.WriteAllLines(file, lines.Except(states));
        Assert.Contains("in which states the actors end is not recorded", Words(Answer.To("replay", file).Output),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_of_the_reference_breaks_nothing()
    {
        var file = _desk.PathOf("storm.vtrace");
        Assert.Equal(ExitCode.Held, Answer.To([.. Small, "--record", file]).Code);
        var replayed = Answer.To("replay", file);
        Assert.Equal(ExitCode.Held, replayed.Code);
        Assert.Contains("to the end of the run", replayed.Output, StringComparison.Ordinal);
        var minimized = Answer.To("minimize", file);
        Assert.Equal(ExitCode.Usage, minimized.Code);
        Assert.Contains("there is nothing to minimize", minimized.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_storm_that_is_ended_early_heals_and_is_inconclusive()
    {
        using CancellationTokenSource end = new();
        end.Cancel();
        var answer = Answer.To(end.Token, "storm", "--clients", "8", "--duration", "3600", "--json");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.True(answer.Document.GetProperty("atRest").GetBoolean());
        Assert.Equal(0, answer.Document.GetProperty("lost").GetInt64());
    }

    [Fact]
    public void A_terminal_sees_the_storm_go_on()
    {
        using CancellationTokenSource end = new();
        using EndingWriter error = new("hurting", end.Cancel);
        string[] words = ["storm", "--clients", "8", "--duration", "3600"];
        var code = EntryPoint.Run(
            words, new(TextWriter.Null, error) { IsLive = true, Width = 100, Cancellation = end.Token });
        Assert.Equal(ExitCode.Inconclusive, code);
        Assert.Contains("a second", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("hurting", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_one_file_that_asks_for_nothing()
    {
        var file = _desk.PathOf("storm.html");
        Assert.Equal(ExitCode.Held, Answer.To([.. Small, "--html", file]).Code);
        var page = File.ReadAllText(file);
        Assert.Equal(4, page.Split("<svg").Length - 1 - (page.Contains("Refusals by errno", StringComparison.Ordinal)
            ? 1
            : 0));
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_storm_saved_can_be_replayed()
    {
        const long Enough = 100_000;
        var file = _desk.PathOf("storm.vtrace");
        ProcessStartInfo start = new(
            "dotnet", [Program, "storm", "--clients", "8", "--duration", "3600", "--record", file]);
        start.RedirectStandardOutput = true;
        using (var storm = Process.Start(start)!)
        {
            SpinWait.SpinUntil(() => storm.HasExited || new FileInfo(file) is { Exists: true, Length: > Enough });
            storm.Kill();
            storm.WaitForExit();
        }

        var replayed = Answer.To("replay", file, "--json");
        Assert.Equal(ExitCode.Inconclusive, replayed.Code);
        Assert.True(replayed.Document.GetProperty("agreed").GetBoolean());
        Assert.Equal("inconclusive", replayed.Document.GetProperty("verdict").GetString());
        Assert.True(replayed.Document.GetProperty("steps").GetInt64() > 0);
    }

    private static string Program => typeof(EntryPoint).Assembly.Location;

    private static IEnumerable<string?> Names(JsonElement broken) =>
        broken.EnumerateArray().Select(one => one.GetProperty("property").GetString());

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
