using VfioActors.Behaviors;

namespace VfioActors.Tracing.Recordings;

/// <summary>Receipts as 16-bit words: nearly every one is a single word, the number of its sender.</summary>
public static class ReceiptCode
{
    /// <summary>The words that the longest receipt takes.</summary>
    public const int WordsMax = 3;

    /// <summary>
    /// The first word of a sender with a higher number than fits; two words follow, the high one first.
    /// </summary>
    private const ushort HighSender = 0xfff0;

    private const ushort Timer = 0xfff1;

    /// <summary>The first word of an answer; the option follows.</summary>
    private const ushort Choice = 0xfff2;

    /// <summary>Writes a message of a sender.</summary>
    /// <param name="words">At least <see cref="WordsMax"/>.</param>
    /// <returns>How many words it took.</returns>
    public static int Message(Span<ushort> words, ActorId from)
    {
        if (from.Value < HighSender)
        {
            words[0] = (ushort)from.Value;
            return 1;
        }

        words[0] = HighSender;
        words[1] = (ushort)(from.Value >>> 16);
        words[2] = (ushort)(from.Value & 0xffff);
        return 3;
    }

    /// <summary>Writes the firing of a timer.</summary>
    /// <returns>How many words it took.</returns>
    public static int TimerFired(Span<ushort> words)
    {
        words[0] = Timer;
        return 1;
    }

    /// <summary>Writes an answer of the host.</summary>
    /// <returns>How many words it took.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The option does not fit a word.</exception>
    public static int Chosen(Span<ushort> words, int option)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)option, ushort.MaxValue);
        words[0] = Choice;
        words[1] = (ushort)option;
        return 2;
    }

    /// <summary>Reads one receipt.</summary>
    /// <param name="at">Where it starts; moved to the next one.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="FormatException">These words mean nothing.</exception>
    public static bool TryRead(ReadOnlySpan<ushort> words, ref int at, out Receipt receipt)
    {
        receipt = default;
        if (at == words.Length) { return false; }
        var first = words[at];
        var rest = words[(at + 1)..];
        (receipt, var length) = first switch
        {
            > 0 and < HighSender => (new Receipt(ReceiptKind.Message, new(first), 0), 1),
            HighSender when rest.Length > 1 && IsHigh(rest) => (new Receipt(ReceiptKind.Message, HighOf(rest), 0), 3),
            Timer => (new Receipt(ReceiptKind.Timer, ActorId.Nobody, 0), 1),
            Choice when rest.Length > 0 => (new Receipt(ReceiptKind.Choice, ActorId.Nobody, rest[0]), 2),
            _ => throw new FormatException($"word {at}, {first:x4}, begins no receipt"),
        };
        at += length;
        return true;
    }

    private static bool IsHigh(ReadOnlySpan<ushort> words) => words[0] < 0x8000 && HighOf(words).Value >= HighSender;

    private static ActorId HighOf(ReadOnlySpan<ushort> words) => new((words[0] << 16) | words[1]);
}
