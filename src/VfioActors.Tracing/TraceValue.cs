using System.Globalization;

namespace VfioActors.Tracing;

/// <summary>The value of a message's field: a number or a text.</summary>
public readonly record struct TraceValue
{
    private readonly string? _text;

    private TraceValue(long number, string? text) => (Number, _text) = (number, text);

    /// <summary>The number; 0 for a text.</summary>
    public long Number { get; }

    /// <summary>The text; empty for a number.</summary>
    public string Text => _text ?? "";

    /// <summary>Whether this is a text.</summary>
    public bool IsText => _text is not null;

    /// <summary>A number.</summary>
    public static TraceValue Of(long number) => new(number, null);

    /// <summary>A text.</summary>
    public static TraceValue Of(string text) => new(0, text);

    /// <summary>
    /// The value of any message field: whole numbers that fit are numbers, all else is its text, the same everywhere.
    /// </summary>
    public static TraceValue From(object value) => value switch
    {
        long number => Of(number),
        int number => Of(number),
        uint number => Of(number),
        short number => Of(number),
        ushort number => Of(number),
        byte number => Of(number),
        sbyte number => Of(number),
        ulong number and <= long.MaxValue => Of((long)number),
        string text => Of(text),
        IFormattable other => Of(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => Of(value.ToString() ?? ""),
    };

    /// <inheritdoc/>
    public override string ToString() => _text ?? Number.ToString(CultureInfo.InvariantCulture);
}
