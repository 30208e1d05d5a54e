using System.Text.Json;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Explorations;

/// <summary>A bug has one name, whoever finds it, and is known again by it.</summary>
public sealed class KnownTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_bug_has_one_name_whatever_seed_and_strategy_found_it()
    {
        string[][] searches =
        [
            ["--strategy", "dpor"],
            ["--strategy", "stateful"],
            ["--strategy", "random", "--runs", "500", "--seed", "3"],
            ["--strategy", "pct", "--runs", "500", "--seed", "7"],
            ["--strategy", "pos", "--runs", "500", "--seed", "11"],
        ];
        var found = searches.SelectMany(search => Failures(["--defect", "AUX-03", .. search])).ToList();
        var names = found.GroupBy(
            one => one.GetProperty("property").GetString(), one => one.GetProperty("name").GetString()!).ToList();
        Assert.All(names, bug => Assert.Matches("^[0-9a-f]{8}$", Assert.Single(bug.Distinct())));
        Assert.True(found.Count > 2 * names.Count, $"{found.Count} failures, {names.Count} bugs");
    }

    [Fact]
    public void Different_bugs_have_different_names()
    {
        string[] defects = ["AUX-03", "AUX-04", "AUX-10"];
        var names = defects.SelectMany(defect => Failures(["--defect", defect]))
            .Select(one => one.GetProperty("name").GetString()).ToList();
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void What_was_seen_before_is_said_to_be()
    {
        var trace = Use(["--defect", "AUX-03"]).GetProperty("trace").GetString()!;
        var again = Use(["--defect", "AUX-03", "--strategy", "pct", "--runs", "300", "--known", _desk.Folder]);
        Assert.Equal(trace, again.GetProperty("seenIn").GetString());
        var people = Answer.To(
            "explore", "aux-attach-detach", "--defect", "AUX-03", "--out", _desk.Folder, "--known", trace).Output;
        Assert.Contains(
            $"bug       {again.GetProperty("name").GetString()}, seen before in {trace}", people, StringComparison.Ordinal);
        Assert.All(Failures(["--defect", "AUX-04", "--known", trace]), other =>
            Assert.Equal(JsonValueKind.Null, other.GetProperty("seenIn").ValueKind));
    }

    [Fact]
    public void What_is_known_must_be_there_and_be_a_trace()
    {
        var missing = Answer.To("explore", "aux-one-owner", "--known", _desk.PathOf("nothing"));
        Assert.Equal(ExitCode.Usage, missing.Code);
        Assert.Equal(
            $"vfioactors: --known: there is no file or folder {_desk.PathOf("nothing")}", missing.Error.TrimEnd());
        var note = Answer.To("storm", "--known", _desk.Write("note.txt", "no trace"));
        Assert.Equal(ExitCode.Usage, note.Code);
        Assert.Contains("note.txt", note.Error, StringComparison.Ordinal);
        Assert.Single(note.Error.TrimEnd().Split('\n'));
    }

    private JsonElement Use(string[] words) =>
        Failures(words).Single(one => one.GetProperty("property").GetString() == "NoUseOfFreedPasid");

    private IReadOnlyList<JsonElement> Failures(string[] words) => [.. Answer
        .To(["explore", "aux-attach-detach", .. words, "--json", "--out", _desk.Folder]).Document
        .GetProperty("failures").EnumerateArray()];
}
