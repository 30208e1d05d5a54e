using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using VfioActors.Cli.Terminals;
using VfioActors.Testing;

namespace VfioActors.Cli.Tests;

public sealed class ConformTests : IDisposable
{
    private static readonly string Header =
        """
        {"format":"vfio-type1-trace/1","arch":"x86_64","page_size":4096,"pin_max_pages":512,"dma_entry_limit":65535,
        "initial":{"cap_ipc_lock":1,"memlock":"inf","policy":"unpin_all"},
        "iommu":{"aperture_end":"0xffffffffffff","reserved":[["0xfee00000","0xfeefffff"]]},
        "kernel":"6.1.192","pin_api":"P","topic":"map","cases":1}
        """.ReplaceLineEndings("");

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_recording_that_the_behaviours_agree_with_holds()
    {
        var answer = Answer.To("conform", Recording(mappings: 65534), "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        var row = Assert.Single(answer.Lines);
        Assert.Equal(
            [
                "file", "operations", "agreed", "firstDifference", "differences", "cases", "casesDiffering", "verdict",
                "verdictReason",
            ],
            row.EnumerateObject().Select(one => one.Name));
        Assert.Equal(new(Differences: 0, Cases: 1, CasesDiffering: 0), CountsOf(row));
        Assert.Equal("held", row.GetProperty("verdict").GetString());
        Assert.Equal(6, row.GetProperty("operations").GetInt32());
        Assert.Equal(6, row.GetProperty("agreed").GetInt32());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("firstDifference").ValueKind);
    }

    [Fact]
    public void A_compressed_recording_is_read_too()
    {
        var plain = Recording(mappings: 65534);
        Pack(plain);
        Assert.Equal(ExitCode.Held, Answer.To("conform", plain, plain + ".gz").Code);
    }

    [Fact]
    public void People_see_the_first_difference_in_full()
    {
        var answer = Answer.To("conform", Recording(mappings: 65533));
        Assert.Equal(ExitCode.Broken, answer.Code);

        // How wide a column is depends on where the folder is.
        Golden.Verify("", Regex.Replace(_desk.Plain(answer.Output), "(?<=\\S) {2,}", "  "));
    }

    [Fact]
    public void Every_difference_is_counted_and_the_first_of_each_case_is_shown()
    {
        var answer = Answer.To("conform", TwoCases(), "--all", "--json");
        Assert.Equal(ExitCode.Broken, answer.Code);
        var row = Assert.Single(answer.Lines);
        Assert.Equal(new(Differences: 3, Cases: 2, CasesDiffering: 2), CountsOf(row));
        Assert.Equal(3, row.GetProperty("agreed").GetInt32());
        var cases = row.GetProperty("caseDifferences").EnumerateArray();
        Assert.Equal([3, 7], cases.Select(one => one.GetProperty("line").GetInt32()));
        Assert.Equal(3, row.GetProperty("firstDifference").GetProperty("line").GetInt32());
    }

    [Fact]
    public void People_see_the_first_difference_of_each_case()
    {
        var answer = Answer.To("conform", TwoCases(), "--all");
        Assert.Equal(ExitCode.Broken, answer.Code);
        Golden.Verify("", Regex.Replace(_desk.Plain(answer.Output), "(?<=\\S) {2,}", "  "));
    }

    [Fact]
    public void Nothing_is_wider_than_the_terminal()
    {
        using StringWriter output = new();
        EntryPoint.Run(["conform", TwoCases(), "--all"], new(output, TextWriter.Null) { OutputWidth = 60 });
        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 59));
    }

    [Theory]
    [InlineData(0, "nothing was judged: it has no case")]
    [InlineData(1, "nothing was judged: 1 case without an operation")]
    public void Where_nothing_was_judged_nothing_is_held(int cases, string reason)
    {
        string[] lines = cases == 0 ? [] : ["""{"case":"a","title":"A"}""", """{"end":"a"}"""];
        var header = Header.Replace("\"cases\":1", $"\"cases\":{cases}", StringComparison.Ordinal);
        var answer = Answer.To("conform", _desk.Write("none.jsonl", [header, .. lines]), "--json");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        var row = Assert.Single(answer.Lines);
        Assert.Equal("inconclusive", row.GetProperty("verdict").GetString());
        Assert.Equal(reason, row.GetProperty("verdictReason").GetString());
    }

    [Theory]
    [InlineData("plain", "is not gzip, which a name that ends in .gz stands for")]
    [InlineData("cut", "is damaged: its end does not say what was unpacked of it")]
    [InlineData("short", "is cut off: gzip has more bytes than that")]
    [InlineData("empty", "is empty; gzip is expected")]
    [InlineData("damaged", "is damaged: not even its first line can be unpacked")]
    public void What_only_its_name_says_is_gzip_is_told_so(string how, string complaint)
    {
        var plain = Recording(mappings: 65534);
        Pack(plain);
        var packed = File.ReadAllBytes(plain + ".gz");
        File.WriteAllBytes(plain + ".gz", how switch
        {
            "plain" => File.ReadAllBytes(plain),
            "cut" => packed[..^3],
            "short" => packed[..5],
            "damaged" => [.. packed[..10], .. Enumerable.Repeat((byte)0xff, packed.Length - 10)],
            _ => [],
        });
        var answer = Answer.To("conform", plain + ".gz");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal("", answer.Output);
        Assert.EndsWith($".gz: {complaint}\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_name_is_no_file()
    {
        var answer = Answer.To("conform", "");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal("", answer.Output);
        Assert.Equal("vfioactors: FILE is empty, accepted is a recording, compressed when its name ends in .gz\n",
            answer.Error);
    }

    [Fact]
    public void What_was_found_before_a_file_goes_wrong_stays_found()
    {
        var lines = File.ReadAllLines(TwoCases());
        var answer = Answer.To("conform", _desk.Write("cut.jsonl", [.. lines[..5], "{"]), "--json");
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Equal(3, Assert.Single(answer.Lines).GetProperty("firstDifference").GetProperty("line").GetInt32());
        Assert.EndsWith("cut.jsonl:6: is not JSON at byte 1\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_stands_for_nothing_is_named_with_its_line()
    {
        var answer = Answer.To("conform", Recording(mappings: 65534, buffer: "B"));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.EndsWith(":8: there is no buffer 'B' yet\n", answer.Error, StringComparison.Ordinal);
    }

    private static void Pack(string plain)
    {
        using var packed = File.Create(plain + ".gz");
        using GZipStream gzip = new(packed, CompressionLevel.Fastest);
        gzip.Write(File.ReadAllBytes(plain));
    }

    private static Counts CountsOf(JsonElement row) => new(
        row.GetProperty("differences").GetInt32(),
        row.GetProperty("cases").GetInt32(),
        row.GetProperty("casesDiffering").GetInt32());

    private readonly record struct Counts(int Differences, int Cases, int CasesDiffering);

    /// <summary>Two operations of the first case differ and one of the second.</summary>
    private string TwoCases() => _desk.Write(
        "two.jsonl",
        Header.Replace("\"cases\":1", "\"cases\":2", StringComparison.Ordinal),
        """{"case":"one","title":"answers that no kernel gives"}""",
        """{"i":0,"op":"copen","ret":-1,"errno":"EPERM","lck":0}""",
        """{"i":1,"op":"api","ret":7,"errno":null,"lck":0}""",
        """{"end":"one"}""",
        """{"case":"two","title":"one more"}""",
        """{"i":0,"op":"copen","ret":0,"errno":null,"lck":4}""",
        Line(1, """ "op":"api" """),
        Line(2, """ "op":"nop" """),
        Line(3, """ "op":"cclose" """),
        """{"end":"two"}""");

    private string Recording(int mappings, string buffer = "A") => _desk.Write(
        "map.jsonl",
        Header,
        """{"case":"map.one","title":"one mapping"}""",
        Line(0, """ "op":"copen" """),
        Line(1, """ "op":"gopen","g":"m0" """),
        Line(2, """ "op":"gset","g":"m0" """),
        Line(3, """ "op":"iommu","type":3 """, 65535),
        Line(4, """ "op":"buf","name":"A","pages":4 """, 65535),
        Line(5, $$""" "op":"map","iova":"0x1000","size":"0x4000","buf":"{{buffer}}" """, mappings),
        """{"end":"map.one"}""");

    private static string Line(int index, string operation, int? left = null)
    {
        var available = left is { } mappings ? $$$""","avail":{"c0":{{{mappings}}}}""" : "";
        return $$"""{"i":{{index}},{{operation.Trim()}},"ret":0,"errno":null,"lck":0{{available}}}""";
    }
}
