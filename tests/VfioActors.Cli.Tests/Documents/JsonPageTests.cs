using System.Text.Json;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Tests.Explorations;

namespace VfioActors.Cli.Tests.Documents;

/// <summary>
/// <c>docs/json.md</c> and the program say the same: each field that is written is on the page, with its type, and each
/// field on the page is written, where it may be null also as null.
/// </summary>
public sealed class JsonPageTests : IDisposable
{
    private const string Aux = "aux-attach-detach";
    private readonly Desk _desk = new();
    private readonly IReadOnlyDictionary<string, JsonSection> _page = JsonPage.Read();
    private readonly List<string> _offences = [];

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Every_command_has_its_section_and_its_example()
    {
        var help = Answer.To("--help").Output.Split("\nCommands:\n")[1].Split("\nExamples:")[0];
        var commands = help.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ')
            .Select(line => line.Trim().Split(' ')[0]);
        Assert.Equal(commands.Order(), _page.Keys.Where(name => !name.Contains(' ', StringComparison.Ordinal)).Order());
        foreach (var (name, section) in _page)
        {
            Assert.NotEmpty(section.Examples);
            var documents = section.Examples.SelectMany(text => text.Trim().Split("\n\n"))
                .Select(text => JsonDocument.Parse(text).RootElement);
            Assert.All(documents, one => Assert.Empty(section.Offences(one, isWhole: false)));
            Assert.NotEqual("", name);
        }
    }

    [Fact]
    public void Explore()
    {
        var trace = _desk.PathOf("aux-attach-detach-nouseoffreedpasid-aux-03.vtrace");
        Search(Aux);
        Search(Aux, "--defect", "AUX-03");
        Search(Aux, "--defect", "AUX-03", "--known", trace);
        Search(Aux, "--defect", "AUX-03", "--fail-nth");
        Search(Aux, "--defect", "AUX-23");
        Search(Aux, "--profile", "POSTED");
        Search(Aux, "--strategy", "random", "--runs", "5");
        Search(Aux, "--preemptions", "1");
        Search(Aux, "--strategy", "dpor", "--runs", "3", "--checkpoint", _desk.PathOf("kept.vcheck"));
        Search(Aux, "--param", "devices=4", "--memory", "1", "--strategy", "stateful");
        Search("aux-one-owner", "--param", "devices=3", "--param", "granularity=turns", "--symmetry");
        Search(Aux, "--param", "devices=4", "--memory", "1", "--at-memory", "bitstate");
        Search(Aux, "--strategy", "stateful", "--nodes", "2");
        Search(Aux, "--defect", "AUX-03", "--strategy", "stateful", "--workers", "2");
        Search("tce-register", "--fail-nth");
        Search("aux-no-memory", "--defect", "AUX-23", "--fail-nth");
        Search(Aux, "--fail-nth", "--runs", "1");
        Search("aux-no-memory", "--fail-nth", "--strategy", "stateful");
        SearchOwn("bank-deposits", "--param", "goal=11");
        SearchOwn("bank-brittle", "--defect", "BANK-02", "--param", "looks=6");
        SearchOwn("actors-sharing", "--strategy", "dpor");
        SearchOwn("actors-race", "--strategy", "dpor");
        string[] two =
        [
            "int a[1], *p, *q;", "init { p = a; q = a; }", "CPU0 { *p = 1;", "*q = 1; }", "CPU1 { p = NULL; }",
            "CPU2 { q = NULL; }",
        ];
        See("explore", Answer.To("check", _desk.Write("two.race", two), "--out", _desk.Folder, "--json"));
        Refused("explore", "nothing-of-the-kind");
        Complete(
            "explore",
            "cluster.nodes[].refusal",
            "failNth.afterRefusal[].client as null",
            "failNth.afterRefusal[].operation as null",
            "failNth.points[].point.client as null",
            "failNth.points[].point.operation as null",
            "failNth.points[].search as null",
            "waived",
            "waived[].name",
            "waived[].reason");
    }

    [Fact]
    public void Check()
    {
        string[] body = ["int n;", "CPU0 { int r = n; n = r + 1; }", "CPU1 { int r = n; n = r + 1; }"];
        var broken = _desk.Write("broken.race", [.. body, "finally(n == 2);"]);
        var held = _desk.Write("held.race", [.. body, "finally(n >= 1);"]);
        foreach (var file in (string[])[broken, held])
        {
            See("explore", Answer.To("check", file, "--out", _desk.Folder, "--json"));
        }

        var question = _desk.PathOf("question.race");
        Answer.To("new", "race", question);
        See("explore", Answer.To("check", question, "--variants", "--out", _desk.Folder, "--json"));
        Directory.CreateDirectory(_desk.PathOf("litmus"));
        _desk.Write(Path.Combine("litmus", "a.litmus"), "C SB", "{ x=0; }", "P0(int *x) { WRITE_ONCE(*x, 1); }",
            "exists (x=2)");
        _desk.Write(Path.Combine("litmus", "b.litmus"), "PPC SB");
        See("check", Answer.To("check", _desk.PathOf("litmus"), "--json"));
        Refused("check", _desk.PathOf("none.race"));
        Complete("check");
    }

    [Fact]
    public void List()
    {
        foreach (var kind in (string[])["scenarios", "defects", "properties"])
        {
            See("list", Answer.To("list", kind, "--json"));
        }

        Refused("list", "things");
        Complete("list");
    }

    [Fact]
    public void Museum()
    {
        See("museum", Answer.To("museum", "--defect", "AUX-03", "--out", _desk.Folder, "--json"));
        string[] own = ["museum", "--assembly", Desk.UsersAssembly, "--out", _desk.Folder, "--json"];
        See("museum", Answer.To([.. own, "--system", "careless"]));
        See("museum", Answer.To([.. own, "--defect", "BANK-02"]));
        Refused("museum", "--defect", "AUX-99");
        Complete("museum");
    }

    [Fact]
    public void Fuzz()
    {
        See("fuzz-region", Answer.To("fuzz-region", "--accesses", "2000", "--json"));
        Refused("fuzz-region", "--profile", "FIXD");
        Complete("fuzz-region", "escaped", "verdictReason");
    }

    [Fact]
    public void Judge()
    {
        See("judge", Answer.To("judge", "--programs", "12", "--scenario", "aux-lock-order", "--json"));
        See("judge", Answer.To("judge", "--programs", "0", "--scenario", Aux, "--orders", "2", "--json"));
        See("judge", Answer.To(
            "judge", "--programs", "0", "--scenario", "bank-moods", "--assembly", Desk.UsersAssembly, "--json"));
        Refused("judge", "--programs", "0");
        Complete("judge", "differences[].program", "differences[].scenario as null", "differences[].seed");
    }

    [Fact]
    public void New()
    {
        See("new", Answer.To("new", "race", _desk.PathOf("question"), "--json"));
        Refused("new", "race", _desk.PathOf("question"));
        Complete("new");
    }

    [Fact]
    public async Task Node()
    {
        using CancellationTokenSource end = new();
        using FirstLineWriter output = new();
        var node = Task.Run(() => EntryPoint.Run(
            ["node", "--port", "0", "--json"], new(output, TextWriter.Null) { Cancellation = end.Token }));
        var address = JsonDocument.Parse(await output.First).RootElement.GetProperty("text").GetString()!;
        Search(Aux, "--cluster", address, "--strategy", "dfs");
        await end.CancelAsync();
        Assert.Equal(ExitCode.Held, await node);
        See("node", new(ExitCode.Held, output.ToString(), ""));
        Refused("node", "--port", "x");
        Complete("node");
    }

    private void Search(params string[] words) =>
        See("explore", Answer.To(["explore", .. words, "--out", _desk.Folder, "--json"]));

    private void SearchOwn(params string[] words) => Search([.. words, "--assembly", Desk.UsersAssembly]);

    private void See(string section, Answer answer)
    {
        Assert.True(answer.Lines.Count > 0, answer.Error);
        foreach (var line in answer.Lines) { _offences.AddRange(_page[section].Offences(line)); }
    }

    private static void Refused(params string[] words)
    {
        var answer = Answer.To([.. words, "--json"]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Empty(answer.Output);
        Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <param name="section">What was seen.</param>
    /// <param name="rare">What only chance, bugs of ours or nodes that fail would show.</param>
    private void Complete(string section, params string[] rare)
    {
        Assert.Empty(_offences.Distinct());
        Assert.Empty(_page[section].Unseen.Except(rare));
    }
}
