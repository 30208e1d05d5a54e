using System.Text.Json;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Explorations;

/// <summary>A search that is ended early is kept, and goes on by the command that is said.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly Desk _desk = new();

    private string File => _desk.PathOf("kept.vcheck");

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("dpor", "20")]
    [InlineData("stateful", "2")]
    [InlineData("breadth", "1")]
    [InlineData("portfolio", "70")]
    [InlineData("fest", "70")]
    [InlineData("adaptive", "70")]
    public void What_is_kept_comes_to_what_the_whole_comes_to(string strategy, string runs)
    {
        string[] words = ["aux-attach-detach", "--defect", "AUX-03", "--strategy", strategy];
        string[] most = strategy is "portfolio" or "fest" or "adaptive" ? ["--runs", "200"] : [];
        var whole = Explore([.. words, .. most]);
        var part = Explore([.. words, "--runs", runs, "--checkpoint", File]);
        Assert.Equal(File, part.GetProperty("checkpoint").GetString());
        Assert.EndsWith($"explore --resume {File}", part.GetProperty("resume").GetString(), StringComparison.Ordinal);
        var rest = Explore(["--resume", File, .. most]);
        Assert.Equal(Said(whole), Said(rest));
    }

    /// <summary>What was met before is exact; only what comes later may be taken for something else.</summary>
    [Fact]
    public void What_is_kept_may_go_on_beyond_the_memory()
    {
        string[] words = ["aux-attach-detach", "--param", "devices=4", "--strategy", "stateful"];
        var part = Explore([.. words, "--runs", "1", "--checkpoint", File]);
        Assert.InRange(part.GetProperty("states").GetInt64(), 1, 13_000);
        var rest = Explore(["--resume", File, "--memory", "1", "--at-memory", "bitstate"]);
        Assert.Equal("inconclusive", rest.GetProperty("verdict").GetString());
        Assert.False(rest.GetProperty("complete").GetBoolean());
        Assert.InRange(rest.GetProperty("coverage").GetDouble(), 0.99, 0.9999999);
        Assert.Equal(13_321, rest.GetProperty("states").GetInt64());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("checkpoint").ValueKind);
        Assert.Equal(Explore(words).GetProperty("deliveries").GetInt64(), rest.GetProperty("deliveries").GetInt64());
    }

    [Fact]
    public void Whoever_ends_it_is_told_how_to_go_on()
    {
        using CancellationTokenSource end = new();
        using EndingWriter output = new("seed", end.Cancel);
        string[] words = ["aux-attach-detach", "--param", "devices=4", "--strategy", "stateful"];
        var code = EntryPoint.Run(
            ["explore", .. words, "--out", _desk.Folder], new(output, TextWriter.Null) { Cancellation = end.Token });
        Assert.Equal(ExitCode.Inconclusive, code);
        var kept = output.ToString().Split('\n').Single(line => line.StartsWith("kept ", StringComparison.Ordinal));
        var path = kept[12..].Trim();
        Assert.StartsWith(Path.Combine("artifacts", "checkpoints", "aux-attach-detach-stateful-"), path,
            StringComparison.Ordinal);
        Assert.Contains($"resume      {Invocation.Again} explore --resume {path}", output.ToString(),
            StringComparison.Ordinal);
        var whole = Explore(words);
        var rest = Explore(["--resume", path]);
        System.IO.File.Delete(path);
        Assert.Equal(Said(whole), Said(rest));
    }

    [Fact]
    public void A_search_that_is_ended_again_is_kept_where_it_was()
    {
        Explore(["aux-attach-detach", "--strategy", "dpor", "--runs", "5", "--checkpoint", File]);
        var before = new FileInfo(File).Length;
        var again = Explore(["--resume", File, "--runs", "60"]);
        Assert.Equal(60, again.GetProperty("runs").GetInt64());
        Assert.Equal(File, again.GetProperty("checkpoint").GetString());
        Assert.NotEqual(before, new FileInfo(File).Length);
        var people = Answer.To("explore", "--resume", File, "--out", _desk.Folder);
        Assert.Equal(ExitCode.Held, people.Code);
        Assert.Contains($"goes on     from {File}: dpor, 60 runs in", people.Output.ReplaceLineEndings(" ")
            .Replace("            ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_kept_again_does_not_go_on_unless_it_is_said_where()
    {
        Explore(["aux-attach-detach", "--strategy", "dpor", "--runs", "5", "--checkpoint", File]);
        System.IO.File.SetAttributes(File, FileAttributes.ReadOnly);
        var refused = Answer.To("explore", "--resume", File, "--runs", "60");
        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.StartsWith("vfioactors: --resume: what is not done by then could not be kept, say --checkpoint with "
            + $"another file: {File}: cannot be written: it is read-only", refused.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var elsewhere = _desk.PathOf("elsewhere.vcheck");
        var again = Explore(["--resume", File, "--runs", "60", "--checkpoint", elsewhere]);
        Assert.Equal(elsewhere, again.GetProperty("checkpoint").GetString());
        System.IO.File.SetAttributes(File, FileAttributes.Normal);
    }

    [Fact]
    public void A_search_that_is_done_is_not_kept()
    {
        var found = Explore(["aux-one-owner", "--checkpoint", File]);
        Assert.True(found.GetProperty("complete").GetBoolean());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("checkpoint").ValueKind);
        Assert.False(System.IO.File.Exists(File));
    }

    /// <summary>
    /// Whoever goes on to the end is told so; what he made stays until he removes it. Who does not has what was done since.
    /// </summary>
    [Theory]
    [InlineData(true, "--defect", "AUX-03")]
    [InlineData(true)]
    [InlineData(true, "--preemptions", "1", "--strategy", "dfs")]
    [InlineData(false, "--runs", "9")]
    public void A_checkpoint_that_nobody_needs_any_more_is_told_and_stays(bool isSpent, params string[] flags)
    {
        string[] words = flags is ["--runs", ..] ? [] : flags;
        Explore(
        [
            "aux-attach-detach", .. words.Contains("dfs") ? [] : (string[])["--strategy", "dpor"], .. words, "--runs", "5",
            "--checkpoint", File,
        ]);
        var bytes = System.IO.File.ReadAllBytes(File);
        string[] most = words.Length == 0 ? flags : [];
        var said = $"the search came to its end: {File} is of no more use, and can be removed";
        var hints = Explore(["--resume", File, .. most]).GetProperty("hints").EnumerateArray();
        Assert.Equal(isSpent, hints.Any(hint => hint.GetString() == said));
        var people = Answer.To(["explore", "--resume", File, "--out", _desk.Folder, .. most]).Output;
        Assert.Equal(isSpent, string.Join(' ', people.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Contains($"note {said}", StringComparison.Ordinal));
        Assert.Equal(isSpent, bytes.SequenceEqual(System.IO.File.ReadAllBytes(File)));
    }

    /// <summary>What a race file was seen to reach, and where its loops were cut, is part of the verdict.</summary>
    [Theory]
    [InlineData("int n; CPU0 { n = 1; n = 2; } CPU1 { n = 3; } sometimes(n == 2); always(n < 9);", ExitCode.Held)]
    [InlineData(
        "int n; int m; CPU0 { while (n == 0) { m = 1; } } CPU1 { m = 2; n = 1; } always(m < 9);",
        ExitCode.Inconclusive)]
    public void A_race_file_goes_on_with_what_it_was_seen_to_do(string text, int code)
    {
        var race = _desk.Write("question.race", text);
        foreach (var strategy in new[] { "dpor", "dfs", "stateful" })
        {
            string[] words = [race, "--strategy", strategy];
            var whole = Explore(words);
            for (var runs = 1; runs <= 3; runs++)
            {
                var part = Explore([.. words, "--runs", $"{runs}", "--checkpoint", File]);
                if (part.GetProperty("checkpoint").ValueKind == JsonValueKind.Null) { continue; }
                var rest = Answer.To("explore", "--resume", File, "--json", "--out", _desk.Folder);
                Assert.Equal(Said(whole), Said(rest.Document));
                Assert.Equal(code, rest.Code);
            }
        }
    }

    [Theory]
    [InlineData(new[] { "--strategy", "dfs" }, "another strategy: dpor, not dfs")]
    [InlineData(new[] { "--defect", "AUX-03" }, "has other defects: none, not AUX-03")]
    [InlineData(new[] { "--seed", "2" }, "another seed: 1, not 2")]
    [InlineData(new[] { "--workers", "3" }, "has another number of workers: 1, not 3")]
    [InlineData(new[] { "--delivery", "pair" }, "another delivery: causal, not pair")]
    [InlineData(new[] { "--param", "devices=3" }, "has other parameters: devices=2, not devices=3")]
    [InlineData(new[] { "aux-one-owner" }, "another scenario: aux-attach-detach, not aux-one-owner")]
    public void Another_search_does_not_go_on_from_it(string[] asked, string said)
    {
        Explore(["aux-attach-detach", "--strategy", "dpor", "--runs", "5", "--checkpoint", File]);
        var answer = Answer.To(["explore", "--resume", File, .. asked]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void What_is_no_checkpoint_is_neither_read_nor_replaced()
    {
        var note = _desk.Write("note.txt", "keep me");
        Assert.Equal(
            $"vfioactors: {note}: line 1: is not 'vfioactors-checkpoint 2': no checkpoint",
            Answer.To("explore", "--resume", note).Error.TrimEnd());
        var answer = Answer.To("explore", "aux-one-owner", "--checkpoint", note);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal(
            $"vfioactors: {note} is no checkpoint, and would be lost: choose another name, or remove it",
            answer.Error.TrimEnd());
        Assert.Equal("keep me\n", System.IO.File.ReadAllText(note));
    }

    /// <summary>What is wrong in the file is told of the file, in one line; options were said by nobody.</summary>
    [Theory]
    [InlineData("\"causal\"", "\"casual\"", "line 2: has \"delivery\" 'casual', accepted: causal, pair, mailbox, bag")]
    [InlineData("\"dpor\"", "\"dpors\"", "line 2: no strategy 'dpors': did you mean 'dpor'?")]
    [InlineData("\"AUX-03\"", "\"AUX-99\"", "line 2: 'aux-attach-detach' has no defect 'AUX-99'")]
    [InlineData("\"AUX-03\"", "null", "line 2: has null where a name or a value is expected")]
    [InlineData("\"causal\"", "null", "line 2: is no header of a checkpoint, at its byte ")]
    [InlineData("\"value\":\"2\"", "\"value\":null", "line 2: has null where a name or a value is expected")]
    [InlineData("\"value\":\"2\"", "\"value\":\"99\"", "the search that is kept has other parameters: devices=99")]
    [InlineData("\"aux-attach-detach\"", "\"aux\"", "no scenario 'aux'")]
    [InlineData("\"workers\":1", "\"workers\":0", "line 2: has \"workers\" 0, accepted is at least 1")]
    [InlineData("\"workers\":1", "\"workers\":257", "line 2: has \"workers\" 257, accepted is at most 256")]
    [InlineData("\"preemptions\":null", "\"preemptions\":-1", "line 2: has \"preemptions\" -1, accepted is at least 0")]
    [InlineData("\"preemptions\":null", "\"preemptions\":1001", "line 2: has \"preemptions\" 1001, accepted is at most 1000")]
    [InlineData("\"symmetry\":false", "\"symmetry\":true", "byte ")]
    [InlineData("\"losses\":0", "\"losses\":1", "line 2: has \"losses\" or \"repeats\" with \"delivery\" causal, which has none")]
    [InlineData("\"runsMax\":3", "\"runsMax\":-1", "line 2: has \"runsMax\" -1, accepted is at least 0")]
    [InlineData("\"runs\":3", "\"runs\":-3", "line 2: has \"runs\" -3, accepted is at least 0")]
    [InlineData("\"seconds\":0", "\"seconds\":-0", "line 2: has \"seconds\" -0")]
    [InlineData("\"seconds\":0", "\"seconds\":1e999", "line 2: ")]
    public void A_damaged_field_is_told_of_the_file(string field, string damaged, string said)
    {
        Explore([
            "aux-attach-detach", "--defect", "AUX-03", "--runs", "3", "--strategy", "dpor", "--checkpoint", File,
        ]);
        var text = System.Text.Encoding.Latin1.GetString(System.IO.File.ReadAllBytes(File));
        var at = text.IndexOf(field, StringComparison.Ordinal);
        Assert.InRange(at, 1, text.IndexOf('\n', text.IndexOf('\n', StringComparison.Ordinal) + 1));
        System.IO.File.WriteAllBytes(
            File, System.Text.Encoding.Latin1.GetBytes(text[..at] + damaged + text[(at + field.Length)..]));
        var answer = Answer.To("explore", "--resume", File, "--out", _desk.Folder);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Single(answer.Error.TrimEnd().Split('\n'));
        Assert.StartsWith($"vfioactors: {File}: {said}", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("losses", -1)]
    [InlineData("repeats", 1001)]
    public void What_no_search_can_be_is_told_of_the_file_and_not_of_an_option(string key, int count)
    {
        Explore(["aux-attach-detach", "--runs", "3", "--strategy", "dpor", "--checkpoint", File]);
        var bytes = System.IO.File.ReadAllBytes(File);
        var text = System.Text.Encoding.Latin1.GetString(bytes)
            .Replace($"\"{key}\":0", $"\"{key}\":{count}", StringComparison.Ordinal);
        System.IO.File.WriteAllBytes(File, System.Text.Encoding.Latin1.GetBytes(text));
        var answer = Answer.To("explore", "--resume", File);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(
            $"{File}: line 2: has \"{key}\" {count}, accepted is 0 to 1000", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_kept_is_refused_when_it_is_asked_for()
    {
        var answer = Answer.To(
            "explore", "actors-race", "--assembly", Desk.UsersAssembly, "--checkpoint", File, "--runs", "3");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("--checkpoint: what the actors of actors-race remember cannot be seen", answer.Error,
            StringComparison.Ordinal);
    }

    private JsonElement Explore(string[] words) =>
        Answer.To(["explore", .. words, "--json", "--out", _desk.Folder]).Document;

    /// <summary>All that is said but for how long it took, where it is kept, and what to do next.</summary>
    private static string Said(JsonElement document) => string.Join('\n', document.EnumerateObject()
        .Where(one => one.Name is not ("seconds" or "checkpoint" or "resume" or "strategyReason" or "hints"))
        .Select(one => $"{one.Name}: {one.Value}"));
}
