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
        var document = Posted("--json").Document;
        var failures = document.GetProperty("failures").EnumerateArray().ToLookup(one => Text(one, "name"));
        var bugs = document.GetProperty("bugs").EnumerateArray().ToList();
        Assert.Equal(failures.Select(same => same.Key).Order(), bugs.Select(bug => Text(bug, "name")).Order());
        Assert.All(bugs, bug =>
        {
            var same = failures[Text(bug, "name")].ToList();
            Assert.Equal(same.Sum(Count), Count(bug));
            Assert.Equal(same.Select(one => Text(one, "property")).Distinct(), Properties(bug));
        });
        var both = bugs.Single(bug => Properties(bug).Count() > 1);
        Assert.Equal([First, Other], Properties(both));
        Assert.All(failures[Text(both, "name")], one =>
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

    [Fact]
    public void Another_bug_that_breaks_the_same_claim_is_named()
    {
        var race = _desk.Write("two.race", [
            "struct obj { int a; int b; };",
            "struct obj *p, *q;",
            "init { p = kzalloc(sizeof(*p), GFP_KERNEL); q = kzalloc(sizeof(*q), GFP_KERNEL); }",
            "CPU0 { struct obj *o = p; o->a = 1; struct obj *r = q; r->b = 1; }",
            "CPU1 { kfree(p); }",
            "CPU2 { kfree(q); }"]);
        const string Way = "line 4: CPU0 uses obj#2->b, which CPU2 freed at line 6";
        var failure = Assert.Single(Checked("--json").Document.GetProperty("failures").EnumerateArray());
        Assert.Contains("obj#1->a", Text(failure, "reason"), StringComparison.Ordinal);
        Assert.Equal([Way], failure.GetProperty("otherWays").EnumerateArray().Select(way => way.GetString()));
        Assert.Contains("\nalso     line 4: CPU0 uses obj#2->b, which", Checked().Output, StringComparison.Ordinal);

        Answer Checked(params string[] words) => Answer.To(["check", race, "--out", _desk.Folder, .. words]);
    }

    [Fact]
    public void The_same_steps_of_others_are_no_other_way()
    {
        var document = Answer.To("explore", "aux-attach-detach", "--defect", "AUX-03", "--out", _desk.Folder, "--json")
            .Document;
        Assert.All(document.GetProperty("failures").EnumerateArray(), failure =>
        {
            Assert.InRange(Count(failure), 2, long.MaxValue);
            Assert.Equal(0, failure.GetProperty("otherWays").GetArrayLength());
        });
    }

    private Answer Posted(params string[] words) =>
        Answer.To(["explore", "aux-attach-detach", "--profile", "POSTED", "--out", _desk.Folder, .. words]);

    private static IEnumerable<string?> Properties(JsonElement bug) =>
        bug.GetProperty("properties").EnumerateArray().Select(one => one.GetString());

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static long Count(JsonElement failure) => failure.GetProperty("occurrences").GetInt64();
}
