using System.Text;
using VfioActors.Testing;
using VfioActors.Tracing.Files;

namespace VfioActors.Tracing.Tests;

public sealed class TraceRoundTripTests
{
    [Fact]
    public void A_trace_is_lines_that_a_person_can_diff()
    {
        Golden.Verify("", Traces.LastDetachAgainstNewAttach.Text());
    }

    [Theory, InlineData("run.vtrace"), InlineData("run.vtrace.gz")]
    public void What_is_written_is_read_again(string name)
    {
        for (var seed = 0UL; seed < 300; seed++)
        {
            var trace = RandomTraces.Of(seed);
            var read = Traces.Read(trace.Bytes(name), name);
            AssertSame(trace, read);
            Assert.Equal(trace.Bytes(name), read.Bytes(name));
        }
    }

    [Fact]
    public void The_order_in_which_a_header_is_given_does_not_show()
    {
        var header = Traces.LastDetachAgainstNewAttach.Header;
        var other = header with
        {
            Parameters = [.. header.Parameters.Reverse()],
            Defects = [.. header.Defects.Reverse()],
            Operations = [.. header.Operations.Reverse()],
        };
        Assert.Equal(new Trace(header, []).Bytes(), new Trace(other, []).Bytes());
    }

    [Fact]
    public void A_file_starts_with_its_format_and_ends_with_a_line_feed()
    {
        var bytes = Traces.LastDetachAgainstNewAttach.Bytes();
        Assert.Equal("{\"vtrace\":1,\"product\":", Encoding.UTF8.GetString(bytes[..22]));
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_replacement_character()
    {
        var step = Traces.Step(0, "a>b", "Go", 0).After(-1, "half \ud83d of it");
        var read = Traces.Read(new Trace(Traces.Header, [step]).Bytes());
        Assert.Equal("half \ufffd of it", read.Steps[0].Notes[0].Text);
    }

    [Fact]
    public void A_writer_takes_steps_in_order_only()
    {
        using var writer = new TraceWriter(Stream.Null, "run.vtrace", Traces.Header);
        writer.Write(Traces.Step(0, "a>b", "Go", 0));
        Assert.Throws<ArgumentException>(() => writer.Write(Traces.Step(2, "a>b", "Go", 0)));
    }

    [Fact]
    public void A_writer_leaves_out_a_step_that_no_reader_accepts()
    {
        using var stream = new MemoryStream();
        using (var writer = new TraceWriter(stream, "run.vtrace", Traces.Header))
        {
            var large = Traces.Step(0, "a>b", "Go", 0).After(-1, new string('x', 1 << 20));
            Assert.Throws<TraceFormatException>(() => writer.Write(large));
            writer.Write(Traces.Step(0, "a>b", "Go", 0));
        }

        Assert.Single(Traces.Read(stream.ToArray()).Steps);
    }

    private static void AssertSame(Trace expected, Trace read)
    {
        Assert.Equal(expected.Header.Parameters, read.Header.Parameters);
        Assert.Equal(expected.Header.Operations, read.Header.Operations);
        Assert.Equal(expected.Header.Dropped, read.Header.Dropped);
        Assert.Equal(expected.Header.Seed, read.Header.Seed);
        Assert.Equal(expected.Header.Violation?.Race, read.Header.Violation?.Race);
        Assert.Equal(expected.Steps.Count, read.Steps.Count);
        foreach (var (one, other) in expected.Steps.Zip(read.Steps))
        {
            Assert.Null(one.DifferenceFrom(other));
            Assert.Equal(one.Number, other.Number);
            Assert.Equal(one.Fingerprint, other.Fingerprint);
            Assert.Equal(one.Notes, other.Notes);
        }
    }
}
