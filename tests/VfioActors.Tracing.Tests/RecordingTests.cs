using System.Text;
using VfioActors.Tracing.Files;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Tracing.Tests;

public sealed class RecordingTests
{
    private const string Header = """
        {"vtrace":1,"product":"p","scenario":"s","parameters":{},"defects":[],"delivery":"causal","strategy":"free",
        """ + """
        "seed":1,"operations":[],"body":"receipts"}
        """;

    private static readonly Recording Sample = new(
        Traces.LastDetachAgainstNewAttach.Header with { IsRecording = true, Violation = null },
        [
            new("dev0", [3, 3, 0xfff1, 0xfff2, 1, 0xfff0, 1, 4464]) { State = 0x0123456789abcdef },
            new("dev1", [.. Enumerable.Repeat((ushort)7, 40_000)]) { State = 2 },
        ])
    { Turns = [1, 2, 1] };

    public static TheoryData<string, string> Refused => new()
    {
        { """{"actor":"a"}""", "actor with receives, actor with state, turns, or end expected, actor found" },
        { """{"receives":"1","actor":"a"}""", "actor with receives" },
        { """{"actor":"a","receives":""}""", "senders, t or c with an option" },
        { """{"actor":"a","receives":"1  2"}""", "senders, t or c with an option" },
        { """{"actor":"a","receives":"0"}""", "senders, t or c with an option" },
        { """{"actor":"a","receives":"01"}""", "senders, t or c with an option" },
        { """{"actor":"a","receives":"-1"}""", "senders, t or c with an option" },
        { """{"actor":"a","receives":"2147483648"}""", "senders, t or c with an option" },
        { """{"actor":"a","receives":"c65536"}""", "senders, t or c with an option" },
        { """{"actor":"a","receives":"c"}""", "senders, t or c with an option" },
        { """{"actor":"a","receives":"1 2 3 4 5 6 7 8 9"}""", "at most 8 in all" },
        { """{"actor":"a","receives":7}""", "a text as \"receives\"" },
        { """{"actor":"a","state":"12"}""", "16 lower-case hex digits" },
        { """{"actor":"a","state":"0123456789abcdef","state":"0123456789abcdef"}""", "once" },
        { """{"end":1}""", "0 receipts as \"end\" expected, 1 found" },
        { """{"step":0}""", "key \"step\"" },
    };

    [Theory]
    [InlineData("run.vtrace")]
    [InlineData("run.vtrace.gz")]
    public void What_is_written_is_read_again(string name)
    {
        var read = RecordingReader.Read(new MemoryStream(Written(name)), name);
        Assert.True(read.IsWhole);
        Assert.Equal(Sample.Turns, read.Turns);
        Assert.Equal(["dev0", "dev1"], read.Orders.Select(order => order.Actor));
        Assert.All(read.Orders.Zip(Sample.Orders), pair => Assert.Equal(pair.Second.Words, pair.First.Words));
        Assert.All(read.Orders.Zip(Sample.Orders), pair => Assert.Equal(pair.Second.State, pair.First.State));
        Receipt[] receipts =
        [
            new(ReceiptKind.Message, new(3), 0),
            new(ReceiptKind.Message, new(3), 0),
            new(ReceiptKind.Timer, default, 0),
            new(ReceiptKind.Choice, default, 1),
            new(ReceiptKind.Message, new(70_000), 0),
        ];
        Assert.Equal(receipts, read.Orders[0].Receipts());
    }

    [Fact]
    public void A_recording_is_lines_that_a_person_can_read()
    {
        var lines = Encoding.UTF8.GetString(Written("run.vtrace")).Split('\n');
        Assert.EndsWith("\"body\":\"receipts\"}", lines[0], StringComparison.Ordinal);
        Assert.Equal("""{"actor":"dev0","receives":"3 3 t c1 70000"}""", lines[1]);
        Assert.StartsWith("""{"actor":"dev1","receives":"7 7 """, lines[2], StringComparison.Ordinal);
        Assert.Equal(
            ["""{"turns":"1 2 1"}""", """{"actor":"dev0","state":"0123456789abcdef"}""",
                """{"actor":"dev1","state":"0000000000000002"}""", """{"end":40005}""", ""],
            lines[^5..]);
    }

    [Theory]
    [InlineData("run.vtrace", 331)]
    [InlineData("run.vtrace.gz", 1)]
    public void A_recording_that_is_cut_anywhere_behind_its_header_is_read_as_far_as_it_goes(string name, int stride)
    {
        var (bytes, longest) = (Written(name), 0);
        for (var length = 0; length < bytes.Length; length += stride)
        {
            try
            {
                var read = RecordingReader.Read(new MemoryStream(bytes[..length]), name);
                var count = read.Orders.Sum(order => order.Words.Count);
                Assert.True(count >= longest && (!read.IsWhole || count == 40_008), $"{count} after {length} bytes");
                longest = count;
            }
            catch (TraceFormatException cut)
            {
                Assert.True(longest == 0, cut.Message);
            }
        }

        Assert.True(longest > 30_000, $"{longest}");
    }

    [Theory, MemberData(nameof(Refused))]
    public void What_makes_no_sense_is_refused_with_its_line(string line, string accepted)
    {
        var input = new MemoryStream(Encoding.UTF8.GetBytes($"{Header}\n{line}\n"));
        var refused = Assert.Throws<TraceFormatException>(() => RecordingReader.Read(input, "x", new() { Steps = 8 }));
        Assert.StartsWith("x:2: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(accepted, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_the_end_comes_nothing()
    {
        foreach (var more in new[] { "{\"end\":0}\n", "x\n" })
        {
            var input = new MemoryStream(Encoding.UTF8.GetBytes($"{Header}\n{{\"end\":0}}\n{more}"));
            Assert.Throws<TraceFormatException>(() => RecordingReader.Read(input, "x"));
        }
    }

    [Fact]
    public void A_trace_is_no_recording_and_a_recording_no_trace()
    {
        MemoryStream trace = new();
        TraceWriter.Write(trace, "x", Traces.LastDetachAgainstNewAttach);
        Assert.Equal(
            "x:1: a recording of receipts expected, a trace of steps found",
            Assert.Throws<TraceFormatException>(() => RecordingReader.Read(new MemoryStream(trace.ToArray()), "x"))
                .Message);
        Assert.Equal(
            "x:1: a trace of steps expected, a recording of receipts found",
            Assert.Throws<TraceFormatException>(() => TraceReader.Read(new MemoryStream(Written("x")), "x")).Message);
    }

    private static byte[] Written(string name)
    {
        MemoryStream output = new();
        RecordingWriter.Write(output, name, Sample);
        return output.ToArray();
    }
}
