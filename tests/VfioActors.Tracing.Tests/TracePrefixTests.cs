using VfioActors.Tracing.Files;

namespace VfioActors.Tracing.Tests;

public sealed class TracePrefixTests
{
    private static readonly Trace Whole = Traces.LastDetachAgainstNewAttach;

    [Fact]
    public void A_whole_recording_is_its_own_prefix()
    {
        var prefix = Traces.ReadPrefix(Whole.Bytes());
        Assert.Null(prefix.Cut);
        Assert.Equal(Whole.Bytes(), prefix.Trace.Bytes());
    }

    [Theory, InlineData("run.vtrace"), InlineData("run.vtrace.gz")]
    public void A_recording_cut_anywhere_is_refused_by_the_strict_reader(string name)
    {
        var bytes = Whole.Bytes(name);
        for (var length = 0; length < bytes.Length; length++)
        {
            var refused = Record.Exception(() => Traces.Read(bytes[..length], name));
            Assert.IsType<TraceFormatException>(refused);
        }
    }

    [Fact]
    public void A_recording_cut_anywhere_keeps_the_lines_before_the_cut()
    {
        var bytes = Whole.Bytes();
        var header = bytes.AsSpan().IndexOf((byte)'\n') + 1;
        for (var length = header; length < bytes.Length; length++)
        {
            var lines = bytes.AsSpan(0, length).Count((byte)'\n');
            var (trace, cut) = Traces.ReadPrefix(bytes[..length]);
            Assert.Equal(lines - 1, trace.Steps.Count);
            Assert.Null(trace.Header.Violation);
            Assert.Equal(bytes[length - 1] == '\n' ? 1 : lines + 1, cut?.Line);
        }
    }

    [Fact]
    public void A_cut_between_lines_shows_when_the_header_says_more() =>
        Assert.Equal(
            "run.vtrace:1: a violation within 0 steps expected, step 6 found",
            Traces.ReadPrefix(Whole.Bytes()[..(Whole.Bytes().AsSpan().IndexOf((byte)'\n') + 1)]).Cut?.Message);

    [Fact]
    public void A_compressed_recording_cut_in_its_last_bytes_keeps_all_steps()
    {
        var bytes = Whole.Bytes("run.vtrace.gz");
        var (trace, cut) = Traces.ReadPrefix(bytes[..^4], "run.vtrace.gz");
        Assert.Equal(Whole.Steps.Count, trace.Steps.Count);
        Assert.Equal("whole gzip data", cut?.Accepted);
        Assert.Equal(9, cut?.Line);
    }

    [Fact]
    public void A_recording_is_readable_up_to_its_last_flush()
    {
        using var stream = new MemoryStream();
        using var writer = new TraceWriter(stream, "run.vtrace.gz", Traces.Header);
        writer.Write(Traces.Step(0, "a>b", "Go", 1));
        writer.Flush();
        Assert.Single(Traces.ReadPrefix(stream.ToArray(), "run.vtrace.gz").Trace.Steps);
    }

    [Theory]
    [InlineData(0, null, null, true)]
    [InlineData(1, null, null, false)]
    [InlineData(0, 0, null, true)]
    [InlineData(0, 1, null, false)]
    [InlineData(0, null, 1, false)]
    public void A_violation_is_within_the_steps_or_is_not_there(int step, int? doomed, int? racing, bool isKept)
    {
        TraceViolation violation = new()
        {
            Property = "P",
            Claim = "c",
            Refutation = "r",
            Step = step,
            Doomed = doomed,
            Race = racing is { } second ? new(0, second) : null,
        };
        Trace one = new(Traces.Header with { Violation = violation }, [Traces.Step(0, "a>b", "Go", 1)]);
        var (trace, cut) = Traces.ReadPrefix(one.Bytes());
        Assert.Equal(isKept, trace.Header.Violation is not null);
        Assert.Equal(isKept, cut is null);
    }

    [Fact]
    public void What_is_wrong_before_the_cut_is_refused_all_the_same()
    {
        var text = Whole.Text().Replace("\"step\":2", "\"step\":9", StringComparison.Ordinal);
        var refused = Record.Exception(() => Traces.ReadPrefix(System.Text.Encoding.UTF8.GetBytes(text[..^9])));
        Assert.Equal("run.vtrace:4: step 2 expected, 9 found", refused?.Message);
    }
}
