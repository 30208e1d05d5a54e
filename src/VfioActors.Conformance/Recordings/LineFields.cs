using System.Globalization;
using System.Text.Json;

namespace VfioActors.Conformance.Recordings;

/// <summary>The fields of one JSON object, each taken once; what is left over at the end is an error.</summary>
internal sealed class LineFields
{
    /// <summary>A page number of 64 bits, and the 12 bits of an offset.</summary>
    private const int PageNumberBits = 76;

    private readonly List<(string Name, JsonElement Value)> _left = [];
    private readonly Func<string, RecordingException> _wrong;

    /// <summary>Looks at an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="wrong">Makes the error for what is wrong with the line.</param>
    public LineFields(JsonElement json, Func<string, RecordingException> wrong)
    {
        _wrong = wrong;
        if (json.ValueKind != JsonValueKind.Object) { throw wrong("an object is expected"); }
        foreach (var property in json.EnumerateObject())
        {
            if (Has(property.Name)) { throw wrong($"'{property.Name}' is there twice"); }
            _left.Add((property.Name, property.Value));
        }
    }

    /// <summary>What is left, as it stands in the line: by place, since taking one moves those behind it.</summary>
    public string? NameAt(int place) => place < _left.Count ? _left[place].Name : null;

    /// <summary>What is left, in the order of the names.</summary>
    public IEnumerable<string> Names => _left.Select(one => one.Name).Order(StringComparer.Ordinal);

    public RecordingException Wrong(string what) => _wrong(what);

    public bool Has(string name) => PlaceOf(name) >= 0;

    /// <summary>Whether a field is there and is just this text; it is not taken.</summary>
    public bool Says(string name, string text)
    {
        var at = PlaceOf(name);
        return at >= 0 && _left[at].Value.ValueKind == JsonValueKind.String && _left[at].Value.ValueEquals(text);
    }

    public JsonElement? Take(string name)
    {
        var at = PlaceOf(name);
        if (at < 0) { return null; }
        var value = _left[at].Value;
        _left.RemoveAt(at);
        return value;
    }

    public JsonElement Need(string name) => Take(name) ?? throw _wrong($"'{name}' is missing");

    public string Text(string name) => TextOf(name, Need(name));

    public string Text(string name, string absent) => Take(name) is { } value ? TextOf(name, value) : absent;

    public long Number(string name) => NumberOf(name, Need(name));

    public long Number(string name, long absent) => Take(name) is { } value ? NumberOf(name, value) : absent;

    public int Count(string name) => Narrow(name, Number(name));

    public int Count(string name, int absent) => Narrow(name, Number(name, absent));

    public ulong Hex(string name) => HexOf(name, Need(name));

    public ulong Hex(string name, ulong absent) => Take(name) is { } value ? HexOf(name, value) : absent;

    public IReadOnlyList<JsonElement> List(string name) => ListOf(name, Need(name));

    public LineFields Inner(JsonElement json) => new(json, _wrong);

    public void Finish()
    {
        if (_left.Count > 0) { throw _wrong($"'{Names.First()}' is not known here"); }
    }

    public string TextOf(string name, JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString() ?? ""
        : throw _wrong($"'{name}' is to be a text");

    public long NumberOf(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw _wrong($"'{name}' is to be a whole number");

    public ulong HexOf(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && TryHex(value.GetString() ?? "", out var number)
            ? number
            : throw _wrong($"'{name}' is to be a text like \"0x1000\"");

    /// <summary>
    /// An IOVA that was made of a page number: the kernel shifts the number left, and what leaves 64 bits is lost.
    /// </summary>
    public ulong PageHexOf(string name, JsonElement value)
    {
        var text = TextOf(name, value);
        return text.StartsWith("0x", StringComparison.Ordinal) && UInt128.TryParse(
            text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var iova)
            && iova >> PageNumberBits == 0
            ? unchecked((ulong)iova)
            : throw _wrong($"'{name}' is to have texts like \"0x1000\", of at most {PageNumberBits} bits");
    }

    public IReadOnlyList<JsonElement> ListOf(string name, JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray()]
        : throw _wrong($"'{name}' is to be a list");

    private int PlaceOf(string name)
    {
        for (var at = 0; at < _left.Count; at++)
        {
            if (string.Equals(_left[at].Name, name, StringComparison.Ordinal)) { return at; }
        }

        return -1;
    }

    private static bool TryHex(string text, out ulong number)
    {
        number = 0;
        return text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }

    private int Narrow(string name, long number) => number is >= int.MinValue and <= int.MaxValue
        ? (int)number
        : throw _wrong($"'{name}' is too large");
}
