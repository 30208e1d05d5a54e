using System.Text.Json.Nodes;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Documents;

/// <summary>The same as <see cref="JsonPageTests"/> of commands that read traces and recordings, and of storms.</summary>
public sealed class TracePageTests : IDisposable
{
    private static readonly string[] Small = ["storm", "--clients", "6", "--duration", "3600", "--json"];
    private readonly Desk _desk = new();
    private readonly IReadOnlyDictionary<string, JsonSection> _page = JsonPage.Read();
    private readonly List<string> _offences = [];

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Replay()
    {
        var trace = _desk.BankTrace();
        See("replay", Bank("replay", trace));
        See("replay", Bank("replay", trace, "--host", "akka"));
        var lines = File.ReadAllLines(trace);
        var header = Altered(lines[0], one => one.Remove("violation"));
        See("replay", Bank("replay", _desk.Write("short.vtrace", header, lines[1])));
        var elsewhere = Altered(lines[1], step => step["fingerprint"] = "0123456789abcdef");
        var misfit = Bank("replay", _desk.Write("misfit.vtrace", header, elsewhere));
        Assert.Equal(ExitCode.Usage, misfit.Code);
        See("replay", misfit);
        var recording = _desk.PathOf("storm.vtrace");
        See("storm", Answer.To([.. Small, "--operations", "20", "--record", recording]));
        See("replay", Answer.To("replay", recording, "--json"));
        Complete("replay");
    }

    [Fact]
    public void Tolerant()
    {
        var trace = _desk.BankTrace();
        var lines = File.ReadAllLines(trace);
        See("replay --tolerant", Bank("replay", trace, "--tolerant"));
        var other = Altered(lines[0], header => header["defects"] = new JsonArray("BANK-99"));
        See("replay --tolerant", Bank("replay", _desk.Write("gone.vtrace", [other, .. lines[1..]]), "--tolerant"));
        See("replay --tolerant", Bank("replay", _desk.Write("renamed.vtrace", [lines[0], .. lines[1..].Select(line =>
            line.Replace("\"account\"", "\"ledger\"", StringComparison.Ordinal))]), "--tolerant"));
        var fixedNow = Altered(lines[0], header => header["defects"] = new JsonArray());
        See("replay --tolerant", Bank("replay", _desk.Write("fixed.vtrace", [fixedNow, .. lines[1..]]), "--tolerant"));
        Answer.To("explore", "aux-attach-detach", "--defect", "AUX-03", "--out", _desk.Folder);
        lines = File.ReadAllLines(_desk.PathOf("aux-attach-detach-noleakafterdetach-aux-03.vtrace"));
        fixedNow = Altered(lines[0], header => header["defects"] = new JsonArray());
        See("replay --tolerant", Bank("replay", _desk.Write("added.vtrace", [fixedNow, .. lines[1..]]), "--tolerant"));
        Complete("replay --tolerant", "firstDivergence.now as null");
    }

    [Fact]
    public void Minimize()
    {
        See("minimize", Bank("minimize", _desk.BankTrace(), "--out", _desk.PathOf("small.vtrace")));
        Answer.To("explore", "aux-attach-detach", "--defect", "AUX-03", "--out", _desk.Folder);
        See("minimize", Answer.To(
            "minimize", _desk.PathOf("aux-attach-detach-nouseoffreedpasid-aux-03.vtrace"), "--json"));
        Complete("minimize");
    }

    [Fact]
    public void Show()
    {
        var trace = _desk.BankTrace();
        See("show", Answer.To("show", trace, "--as", "mermaid", "--json"));
        See("show", Answer.To("show", trace, "--out", _desk.PathOf("shown"), "--json"));
        ShowAll(trace);
        Answer.To("explore", "aux-attach-detach", "--defect", "AUX-03", "--out", _desk.Folder);
        Answer.To("explore", "aux-no-memory", "--defect", "AUX-23", "--out", _desk.Folder, "--fail-nth");
        Answer.To("explore", "aux-attach-detach", "--delivery", "bag", "--losses", "1", "--repeats", "1", "--runs",
            "200", "--strategy", "random", "--out", _desk.Folder);
        foreach (var file in Directory.GetFiles(_desk.Folder, "*.vtrace")) { ShowAll(file); }
        Complete("show");
        Complete("show --as json");
    }

    [Fact]
    public void Conform()
    {
        const string Header = """
            {"format":"vfio-type1-trace/1","arch":"x86_64","page_size":4096,"pin_max_pages":512,"dma_entry_limit":65535,"initial":{"cap_ipc_lock":1,"memlock":"inf","policy":"unpin_all"},"iommu":{"aperture_end":"0xffffffffffff","reserved":[["0xfee00000","0xfeefffff"]]},"kernel":"6.1.192","pin_api":"P","topic":"map","cases":1}
            """;
        string[] good = ["""{"case":"a","title":"A"}""", """{"i":0,"op":"copen","ret":0,"errno":null,"lck":0}"""];
        string[] bad = [.. good, """{"i":1,"op":"api","ret":7,"errno":null,"lck":0}"""];
        const string End = """{"end":"a"}""";
        See("conform", Answer.To("conform", _desk.Write("good.jsonl", [Header, .. good, End]), "--json"));
        See("conform", Answer.To("conform", _desk.Write("bad.jsonl", [Header, .. bad, End]), "--all", "--json"));
        See("conform", Answer.To("conform", _desk.Write("empty.jsonl", Header, good[0], End), "--json"));
        Complete("conform");
    }

    [Fact]
    public void Storm()
    {
        var file = _desk.PathOf("broken.vtrace");
        string[] broken = [.. Small, "--defect", "AUX-10", "--out", _desk.Folder];
        See("storm", Answer.To([.. broken, "--record", file, "--html", _desk.PathOf("storm.html")]));
        var known = Directory.GetFiles(_desk.Folder, "storm-script*").First();
        See("storm", Answer.To([.. broken, "--record", file, "--known", known]));
        See("storm", Answer.To([.. broken, "--record", file, "--minimize-time", "0.000001"]));
        See("storm", Answer.To([.. Small, "--mix", "dma", "--operations", "3"]));
        string[] nodes = [.. Small, "--devices", "4", "--domains", "4", "--operations", "3000", "--after", "200"];
        See("storm", Answer.To([.. nodes, "--nodes", "3", "--kill-node", "2"]));
        See("storm", Answer.To([.. Small, "--operations", "20", "--nodes", "2"]));
        Complete(
            "storm",
            "bugs[].name as null",
            "failures[].otherWays",
            "bugs[].seenIn",
            "claimsNotJudged[].machine as null",
            "failures[].asFound",
            "failures[].behind",
            "failures[].leftOut",
            "failures[].name as null",
            "failures[].refused",
            "failures[].replay as null",
            "failures[].seenIn",
            "failures[].trace as null",
            "problems");
    }

    private static string Altered(string line, Action<JsonObject> alter)
    {
        var read = JsonNode.Parse(line)!.AsObject();
        alter(read);
        return read.ToJsonString();
    }

    private static Answer Bank(params string[] words) =>
        Answer.To([.. words, "--assembly", Desk.UsersAssembly, "--json"]);

    private void ShowAll(string trace) => See("show --as json", Answer.To("show", trace, "--json"), isOneDocument: true);

    private void See(string section, Answer answer, bool isOneDocument = false)
    {
        var documents = isOneDocument ? [answer.Document] : answer.Lines;
        Assert.True(documents.Count > 0, answer.Error);
        foreach (var one in documents) { _offences.AddRange(_page[section].Offences(one)); }
    }

    /// <param name="section">What was seen.</param>
    /// <param name="rare">What only chance, bugs of ours or nodes that fail would show.</param>
    private void Complete(string section, params string[] rare)
    {
        Assert.Empty(_offences.Distinct());
        Assert.Empty(_page[section].Unseen.Except(rare));
    }
}
