using System.Globalization;
using System.Runtime.CompilerServices;

namespace VfioActors.Behaviors;

/// <summary>
/// The text of a note. The compiler fills it only when the outbox listens, so that a note is free otherwise: one word,
/// which is null then. An actor stands in it by its name.
/// </summary>
[InterpolatedStringHandler]
public readonly ref struct NoteText
{
    private readonly Outbox? _outbox;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">The characters of fixed text.</param>
    /// <param name="formattedCount">The number of values.</param>
    /// <param name="outbox">The outbox that may listen.</param>
    /// <param name="listening">Whether the text is to be built.</param>
    public NoteText(int literalLength, int formattedCount, Outbox outbox, out bool listening)
    {
        listening = outbox.Listening;
        if (!listening) { return; }
        _outbox = outbox;
        outbox.Text.Clear();
    }

    /// <summary>Called by the compiler for fixed text.</summary>
    public void AppendLiteral(string value) => _outbox!.Text.Append(value);

    /// <summary>Called by the compiler for a value.</summary>
    public void AppendFormatted<T>(T value) =>
        _outbox!.Text.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>Called by the compiler for an actor.</summary>
    public void AppendFormatted(ActorId actor) => _outbox!.Text.Append(_outbox.NameOf?.Invoke(actor) ?? $"{actor}");

    /// <summary>The text, once.</summary>
    internal string ToStringAndClear() => _outbox?.Text.ToString() ?? "";
}
