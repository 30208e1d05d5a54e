using System.Globalization;
using System.Text;

namespace VfioActors.Conformance.Tests;

/// <summary>Writes recordings of any length, of a guest that maps and unmaps all day and pins a little.</summary>
public static class LongRecording
{
    private const string Header =
        """
        {"format":"vfio-type1-trace/1","arch":"x86_64","page_size":4096,"pin_max_pages":512,"dma_entry_limit":65535,
        "initial":{"cap_ipc_lock":1,"memlock":"inf","policy":"unpin_all"},
        "iommu":{"aperture_end":"0xffffffffffff","reserved":[["0xfee00000","0xfeefffff"]]},
        "kernel":"6.1.93","pin_api":"contiguous","topic":"long","cases":1}
        """;

    private static readonly string[] SetUp =
    [
        """ "op":"copen","c":"c0" """,
        """ "op":"gopen","g":"m0" """,
        """ "op":"gset","g":"m0","c":"c0" """,
    ];

    private static readonly string[] SetUpWithKind =
    [
        """ "op":"iommu","c":"c0","type":3 """,
        """ "op":"dopen","g":"m0" """,
        """ "op":"buf","name":"A","pages":16 """,
    ];

    /// <summary>What is done over and over, with what comes of it, locked KiB, and mappings left.</summary>
    private static readonly (string Done, string CameOf, int Locked, int Left)[] Round =
    [
        (""" "op":"map","iova":"0x0","buf":"A","size":"0x10000" """, "0", 0, 65534),
        (""" "op":"pin","d":"m0","iova":"0x1000","n":2 """, "2", 8, 65534),
        (""" "op":"unpin","d":"m0","iova":"0x1000","n":2 """, "null", 0, 65534),
        (""" "op":"unmap","iova":"0x0","size":"0x10000" """, "0", 0, 65535),
    ];

    /// <summary>Writes a recording.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="operations">How many operations it has, rounded up to whole rounds.</param>
    public static void Write(Stream output, int operations)
    {
        using StreamWriter writer = new(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(Header.ReplaceLineEndings(""));
        writer.WriteLine("""{"case":"long","title":"maps, pins, unpins, unmaps"}""");
        var index = 0;
        foreach (var done in SetUp) { Line(writer, index++, done, "0", 0, null); }
        foreach (var done in SetUpWithKind) { Line(writer, index++, done, "0", 0, 65535); }
        while (index < operations)
        {
            foreach (var (done, cameOf, locked, left) in Round) { Line(writer, index++, done, cameOf, locked, left); }
        }

        writer.WriteLine("""{"end":"long"}""");
    }

    private static void Line(StreamWriter writer, int index, string done, string cameOf, int locked, int? left)
    {
        writer.Write("{\"i\":");
        writer.Write(index.ToString(CultureInfo.InvariantCulture));
        writer.Write($",{done.Trim()},\"ret\":{cameOf},\"errno\":null");
        if (done.Contains("\"pin\"", StringComparison.Ordinal)) { writer.Write(",\"pfns\":[\"A:1\",\"A:2\"]"); }
        if (done.Contains("\"unmap\"", StringComparison.Ordinal)) { writer.Write(",\"unmapped\":\"0x10000\""); }
        writer.Write($",\"lck\":{locked}");
        if (left is { } mappings) { writer.Write($",\"avail\":{{\"c0\":{mappings}}}"); }
        writer.WriteLine('}');
    }
}
