using System.Text;
using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Tests;

public sealed class BadRecordingTests
{
    private static readonly string Header =
        """
        {"format":"vfio-type1-trace/1","arch":"x86_64","page_size":4096,"pin_max_pages":512,"dma_entry_limit":65535,
        "initial":{"cap_ipc_lock":1,"memlock":"inf","policy":"unpin_all"},
        "iommu":{"aperture_end":"0xffffffffffff","reserved":[]},
        "kernel":"6.1.192","pin_api":"P","topic":"map","cases":1}
        """.ReplaceLineEndings("");

    private const string Case = """{"case":"a","title":"A"}""";
    private const string End = """{"end":"a"}""";

    public static TheoryData<string, string[], string> Files => new()
    {
        { "nothing", [], "f: is empty; a header is expected" },
        { "no JSON", ["{"], "f:1: is not JSON at byte 1" },
        { "another format", [Header.Replace("trace/1", "trace/2", StringComparison.Ordinal)], "f:1: the format is" },
        { "another kernel", [Header.Replace("6.1.192", "7.0", StringComparison.Ordinal)], "f:1: the kernel is 7.0" },
        { "no case", [Header], "f:1: 0 cases, and the header promises 1" },
        { "a case without an end", [Header, Case], "f:2: the case a has no end" },
        { "an end without a case", [Header, End], "f:2: a ends, and it had not started" },
        { "a case twice", [Header, Case, End, Case], "f:4: the case a is there twice" },
        { "an operation outside", [Header, """{"i":0,"op":"nop"}"""], "f:2: an operation outside any case" },
        { "a number that is skipped", Operation("""{"i":1,"op":"nop","ret":0,"errno":null}"""), "f:3: 'i' is 1" },
        { "an unknown operation", Operation("""{"i":0,"op":"fly","ret":0,"errno":null}"""), "f:3: the operation" },
        { "an unknown field", Operation("""{"i":0,"op":"nop","x":1,"ret":0,"errno":null}"""), "f:3: 'x' is not known" },
        { "no answer", Operation("""{"i":0,"op":"nop"}"""), "f:3: 'ret' is missing" },
        { "a field twice", Operation("""{"i":0,"op":"nop","i":0}"""), "f:3: 'i' is there twice" },
        { "no hex", Operation("""{"i":0,"op":"xlate","iova":"5","ret":0,"errno":null}"""), "f:3: 'iova' is to be" },
        { "no number", Operation("""{"i":"0","op":"nop","ret":0,"errno":null}"""), "f:3: 'i' is to be a whole number" },
        {
            "a huge buffer",
            Operation("""{"i":0,"op":"buf","pages":99999999999,"ret":0,"errno":null}"""),
            "f:3: a buffer of 99999999999 pages; 0 to 4294967296 are accepted"
        },
        {
            "a long access",
            Operation("""{"i":0,"op":"rw","len":"0x1000001","ret":0,"errno":null}"""),
            "f:3: an access of 16777217 bytes; 0 to 16777216 are accepted"
        },
        {
            "a page number of more than 64 bits",
            Operation("""{"i":0,"op":"pinv","iovas":["0x10000000000000000000"],"ret":0,"errno":null}"""),
            "f:3: 'iovas' is to have texts like"
        },
        {
            "too many containers",
            Operation([.. Enumerable.Range(0, 1025).Select(Open)]),
            "f:1027: more than 1024 containers are open at once"
        },
        { "no such group", Operation("""{"i":0,"op":"gopen","g":"x","ret":0,"errno":null}"""), "f:3: there is no gr" },
        { "no such process", Operation("""{"i":0,"op":"nop","in":"P9","ret":0,"errno":null}"""), "f:3: there is no" },
        { "a cut line", [Header, Case + "CUT"], "f:2: the last line is cut off" },
    };

    [Theory, MemberData(nameof(Files))]
    public void What_is_no_recording_is_refused_in_one_line(string what, string[] lines, string complaint)
    {
        Assert.NotEmpty(what);
        var text = string.Concat(lines.Select(line => line + "\n")).Replace("CUT\n", "", StringComparison.Ordinal);
        using MemoryStream input = new(Encoding.UTF8.GetBytes(text));
        var refusal = Assert.Throws<RecordingException>(() => KernelRecordingReader.Read(input, "f"));
        Assert.StartsWith(complaint, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_line_without_end_is_refused_before_it_is_kept()
    {
        using MemoryStream input = new(Encoding.UTF8.GetBytes(new string(' ', KernelRecordingReader.LineBytesMax + 1)));
        var refusal = Assert.Throws<RecordingException>(() => KernelRecordingReader.Read(input, "f"));
        Assert.StartsWith("f:1: is longer than ", refusal.Message, StringComparison.Ordinal);
    }

    private static string[] Operation(params string[] lines) => [Header, Case, .. lines, End];

    private static string Open(int index) =>
        $$"""{"i":{{index}},"op":"copen","c":"c{{index}}","ret":0,"errno":null}""";
}
