using System.Buffers;
using System.Buffers.Text;
using VfioActors.Behaviors;

namespace VfioActors.Tracing.Recordings;

/// <summary>
/// Receipts as people read them: the sender's number in the topology, <c>t</c> for a timer, <c>c1</c> for the choice of
/// option 1, with single spaces between them.
/// </summary>
internal static class ReceiptText
{
    private const byte Timer = (byte)'t';
    private const byte Choice = (byte)'c';

    /// <summary>Room for a space, a letter and the digits of the longest number.</summary>
    private const int LongestReceipt = 13;

    /// <returns>How many receipts there were.</returns>
    public static int Write(ReadOnlySpan<ushort> words, IBufferWriter<byte> output)
    {
        var (count, at) = (0, 0);
        while (ReceiptCode.TryRead(words, ref at, out var receipt))
        {
            var room = output.GetSpan(LongestReceipt);
            var length = 0;
            if (count++ > 0) { room[length++] = (byte)' '; }
            if (receipt.Kind != ReceiptKind.Message)
            {
                room[length++] = receipt.Kind == ReceiptKind.Timer ? Timer : Choice;
            }

            if (receipt.Kind != ReceiptKind.Timer)
            {
                var number = receipt.Kind == ReceiptKind.Choice ? receipt.Option : receipt.From.Value;
                Utf8Formatter.TryFormat(number, room[length..], out var digits);
                length += digits;
            }

            output.Advance(length);
        }

        return count;
    }

    /// <summary>Adds the receipts of a text to a list.</summary>
    /// <param name="longest">How many there may be.</param>
    /// <returns>How many there were; -1 when the text is no such text, or has more.</returns>
    public static int Read(string text, List<ushort> words, int longest)
    {
        var count = 0;
        Span<ushort> code = stackalloc ushort[ReceiptCode.WordsMax];
        foreach (var part in text.AsSpan().Split(' '))
        {
            var length = Code(text.AsSpan(part), code);
            if (length == 0 || ++count > longest) { return -1; }
            words.AddRange(code[..length]);
        }

        return count;
    }

    private static int Code(ReadOnlySpan<char> receipt, Span<ushort> code)
    {
        if (receipt is "t") { return ReceiptCode.TimerFired(code); }
        if (receipt is ['c', .. var option])
        {
            return TryNumber(option, ushort.MaxValue, out var chosen) ? ReceiptCode.Chosen(code, chosen) : 0;
        }

        return TryNumber(receipt, int.MaxValue, out var sender) && sender > 0
            ? ReceiptCode.Message(code, new ActorId(sender))
            : 0;
    }

    /// <summary>Digits, without a sign or a needless zero.</summary>
    private static bool TryNumber(ReadOnlySpan<char> digits, int highest, out int number)
    {
        number = 0;
        if (digits.Length is 0 or > 10 || (digits[0] == '0' && digits.Length > 1)) { return false; }
        var value = 0L;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) { return false; }
            value = (value * 10) + (digit - '0');
        }

        number = value <= highest ? (int)value : 0;
        return value <= highest;
    }
}
