using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
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
            ["file", "operations", "agreed", "firstDifference"], row.EnumerateObject().Select(one => one.Name));
        Assert.Equal((6, 6), (row.GetProperty("operations").GetInt32(), row.GetProperty("agreed").GetInt32()));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("firstDifference").ValueKind);
    }

    [Fact]
    public void A_compressed_recording_is_read_too()
    {
        var plain = Recording(mappings: 65534);
        using (var packed = File.Create(plain + ".gz"))
        {
            using GZipStream gzip = new(packed, CompressionLevel.Fastest);
            gzip.Write(File.ReadAllBytes(plain));
        }

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
    public void A_name_that_stands_for_nothing_is_named_with_its_line()
    {
        var answer = Answer.To("conform", Recording(mappings: 65534, buffer: "B"));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.EndsWith(":8: there is no buffer 'B' yet\n", answer.Error, StringComparison.Ordinal);
    }

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
