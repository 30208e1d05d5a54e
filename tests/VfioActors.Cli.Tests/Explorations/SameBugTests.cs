using System.Text.Json;
using System.Xml.Linq;

namespace VfioActors.Cli.Tests.Explorations;

/// <summary>A report has each bug once, with all that it breaks.</summary>
public sealed class SameBugTests : IDisposable
{
    private const string First = "EntryPresentWhileUsers";
    private const string Other = "PasidBalance";

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void What_two_claims_say_of_the_same_steps_is_one_bug_with_both_counts()
    {
        var failures = Posted("--json").Document.GetProperty("failures").EnumerateArray().ToList();
        var names = failures.Select(one => Text(one, "name")).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.All(failures, one =>
        {
            var breaks = one.GetProperty("breaks").EnumerateArray().ToList();
            Assert.Equal(breaks.Sum(Count), Count(one));
            Assert.Equal(Text(one, "property"), Text(breaks[0], "property"));
            Assert.Equal(Text(one, "reason"), Text(breaks[0], "reason"));
        });
        var both = failures.Single(one => one.GetProperty("breaks").GetArrayLength() > 1);
        Assert.Equal([First, Other], both.GetProperty("breaks").EnumerateArray().Select(one => Text(one, "property")));
        Assert.All(both.GetProperty("breaks").EnumerateArray(), one =>
        {
            Assert.InRange(Count(one), 1, long.MaxValue);
            var shown = Answer.To("replay", Text(one, "trace"), "--json").Document;
            Assert.Contains(shown.GetProperty("findings").EnumerateArray(), found =>
                Text(found, "property") == Text(one, "property"));
        });
    }

    [Fact]
    public void People_and_build_servers_see_each_claim()
    {
        var junit = _desk.PathOf("junit.xml");
        var output = Posted("--junit", junit, "--limit", "20").Output;
        Assert.Contains($"\n    breaks {Other} too\n", output, StringComparison.Ordinal);
        Assert.Contains($"\nbreaks    {Other} too: ", output, StringComparison.Ordinal);
        var broken = XDocument.Load(junit).Descendants("testcase")
            .Where(one => one.Element("failure") is not null).Select(one => one.Attribute("name")!.Value)
            .ToList();
        Assert.Equal(17, broken.Count);
        Assert.Equal(3, broken.Count(name => name == Other));
    }

    private Answer Posted(params string[] words) =>
        Answer.To(["explore", "aux-attach-detach", "--profile", "POSTED", "--out", _desk.Folder, .. words]);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static long Count(JsonElement failure) => failure.GetProperty("occurrences").GetInt64();
}
