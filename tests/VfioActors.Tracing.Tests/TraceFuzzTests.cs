using System.Globalization;
using System.Text;
using VfioActors.Tracing.Files;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Tracing.Tests;

public sealed class TraceFuzzTests
{
    private const int Mutations = 3_000;
    private const long MostBytes = 1 << 24;

    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\n", "null", "true", "1e9", "-1", "99999999999999999999",
        "0.5", "\\ud800",
        "\"step\"", "\"cause\":", "\"notes\":[", "\"violation\":{", "\0", "\u00ff", "\ufeff", "[[[[[[[[[[", "{}",
        "\"\"",
    ];

    [Fact]
    public void A_damaged_trace_is_read_or_refused_and_nothing_else()
    {
        var asked = Environment.GetEnvironmentVariable("VFIOACTORS_FUZZ");
        var count = asked is null ? Mutations : int.Parse(asked, CultureInfo.InvariantCulture);
        for (var seed = 0; seed < count; seed++) { Try((ulong)seed); }
    }

    private static void Try(ulong seed)
    {
        var dice = new Dice(seed);
        var name = dice.OneIn(4) ? "run.vtrace.gz" : "run.vtrace";
        var bytes = RandomTraces.Of(dice.Next() % 500).Bytes(name);
        for (var times = dice.Below(4); times >= 0; times--) { bytes = Mutated(bytes, dice); }
        var before = GC.GetAllocatedBytesForCurrentThread();
        var failure = Record.Exception(() => ReadAndShow(bytes, name));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(failure is null or TraceFormatException, $"seed {seed}: {failure}");
        Assert.DoesNotContain('\n', failure?.Message ?? "");
        Assert.True(allocated < MostBytes, $"seed {seed}: {allocated} bytes were allocated");
    }

    private static void ReadAndShow(byte[] bytes, string name)
    {
        var (trace, _) = Traces.ReadPrefix(bytes, name);
        Assert.Equal(trace.Bytes(), Traces.Read(trace.Bytes()).Bytes());
        foreach (var renderer in TraceRenderers.All) { renderer.Render(trace, TextWriter.Null); }
    }

    private static byte[] Mutated(byte[] bytes, Dice dice)
    {
        var at = dice.Below(bytes.Length + 1);
        var until = at + dice.Below(bytes.Length - at + 1);
        var near = int.Min(bytes.Length, at + dice.Below(8));
        return dice.Below(8) switch
        {
            0 => [.. bytes[..at], (byte)dice.Below(256), .. bytes[near..]],
            1 => Flipped(bytes, dice),
            2 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(dice.Of(Tokens)), .. bytes[near..]],
            3 => [.. bytes[..at], .. bytes[until..]],
            4 => [.. bytes[..until], .. bytes[at..]],
            5 => bytes[..at],
            6 => Lines(bytes, dice),
            _ => Digit(bytes, dice),
        };
    }

    private static byte[] Flipped(byte[] bytes, Dice dice)
    {
        if (bytes.Length == 0) { return bytes; }
        byte[] flipped = [.. bytes];
        flipped[dice.Below(bytes.Length)] ^= (byte)(1 << dice.Below(8));
        return flipped;
    }

    /// <summary>Lines dropped, doubled or swapped.</summary>
    private static byte[] Lines(byte[] bytes, Dice dice)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        var line = dice.Below(lines.Count);
        if (dice.OneIn(2)) { lines.Insert(dice.Below(lines.Count), lines[line]); }
        else { lines.RemoveAt(line); }
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    /// <summary>Another digit in the place of one: still JSON, and mostly no trace.</summary>
    private static byte[] Digit(byte[] bytes, Dice dice)
    {
        var digits = Enumerable.Range(0, bytes.Length).Where(at => char.IsAsciiDigit((char)bytes[at])).ToList();
        if (digits.Count == 0) { return bytes; }
        byte[] changed = [.. bytes];
        changed[dice.Of(digits)] = (byte)('0' + dice.Below(10));
        return changed;
    }
}
