using System.Text.Json;
using System.Text.Unicode;
using VfioActors.Tracing.Files;

namespace VfioActors.Tracing;

/// <summary>One line of a trace, read token by token: what is not expected is refused where it stands.</summary>
internal ref struct JsonLine
{
    private const int DeepestNesting = 8;
    private readonly TextPool _pool;
    private readonly string _file;
    private readonly int _line;
    private Utf8JsonReader _json;

    public JsonLine(ReadOnlySpan<byte> bytes, TextPool pool, string file, int line)
    {
        (_pool, _file, _line) = (pool, file, line);
        if (bytes.IsEmpty) { throw Refused("a JSON object", "an empty line"); }
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) { throw Refused("UTF-8 without a byte order mark", "one"); }
        if (bytes is [0x1F, 0x8B, ..]) { throw Refused("a name that ends in .gz for compressed data", "another"); }
        if (!Utf8.IsValid(bytes)) { throw Refused("UTF-8", "something else"); }
        _json = new(bytes, new JsonReaderOptions { MaxDepth = DeepestNesting });
    }

    /// <summary>The refusal of what stands here.</summary>
    public readonly TraceFormatException Refused(string accepted, string problem) =>
        new(_file, _line, accepted, problem);

    /// <summary>Enters the object that is the line.</summary>
    public void OpenLine()
    {
        Advance();
        Expect(JsonTokenType.StartObject, "a JSON object");
    }

    /// <summary>Leaves the line: nothing may follow.</summary>
    public void CloseLine()
    {
        if (Advance()) { throw Refused("the end of the line", "more"); }
    }

    /// <summary>Enters the object that is the value of the key.</summary>
    public void OpenObject(string key)
    {
        Advance();
        Expect(JsonTokenType.StartObject, $"an object as \"{key}\"");
    }

    /// <summary>Enters the array that is the value of the key.</summary>
    public void OpenArray(string key)
    {
        Advance();
        Expect(JsonTokenType.StartArray, $"an array as \"{key}\"");
    }

    /// <summary>Goes to the next key of an object with known keys.</summary>
    /// <returns>False at the end of the object, when all required keys were seen.</returns>
    public bool TryNextKey(JsonKeys keys, ref JsonCursor at)
    {
        if (!Advance() || _json.TokenType == JsonTokenType.EndObject)
        {
            return keys.Missing(at.Seen) is { } missing ? throw Refused($"a key \"{missing}\"", "none") : false;
        }

        var index = IndexOf(keys, at.Next);
        if (index < 0) { throw Refused(keys.ToString(), $"key {Quoted(Decoded())}"); }
        if ((at.Seen & (1u << index)) != 0) { throw Refused($"key \"{keys[index]}\" once", "it twice"); }
        at.Seen |= 1u << index;
        at.Next = index + 1;
        at.Key = keys[index];
        return true;
    }

    /// <summary>Goes to the next key of an object with any keys.</summary>
    /// <returns>False at the end of the object.</returns>
    public bool TryNextName(out string name)
    {
        var more = Advance() && _json.TokenType == JsonTokenType.PropertyName;
        name = more ? Decoded() : "";
        return more;
    }

    /// <summary>Goes to the next element of an array.</summary>
    /// <returns>False at the end of the array.</returns>
    public readonly bool IsAtObject => _json.TokenType == JsonTokenType.StartObject;

    public bool TryNextElement() => Advance() && _json.TokenType != JsonTokenType.EndArray;

    /// <summary>The text that is the value of the key.</summary>
    public string Text(string key)
    {
        Advance();
        return ElementText(key);
    }

    /// <summary>The number that is the value of the key.</summary>
    public long Number(string key, long lowest = long.MinValue, long highest = long.MaxValue)
    {
        Advance();
        return ElementNumber(key, lowest, highest);
    }

    /// <summary>The number or text that is the value of a message's field.</summary>
    public TraceValue Value(string key)
    {
        Advance();
        return _json.TokenType switch
        {
            JsonTokenType.String => TraceValue.Of(Decoded()),
            JsonTokenType.Number when _json.TryGetInt64(out var number) => TraceValue.Of(number),
            _ => throw Refused($"a 64-bit number or a text as {Quoted(key)}", Found()),
        };
    }

    /// <summary>The text that the line stands on.</summary>
    public string ElementText(string key)
    {
        Expect(JsonTokenType.String, $"a text as \"{key}\"");
        return Decoded();
    }

    /// <summary>The number that the line stands on.</summary>
    public readonly long ElementNumber(string key, long lowest = long.MinValue, long highest = long.MaxValue)
    {
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number)
            && number >= lowest && number <= highest) { return number; }
        throw Refused($"a number from {lowest} to {highest} as \"{key}\"", Found());
    }

    /// <summary>Enters the object that the line stands on.</summary>
    public readonly void OpenElement(string key) =>
        Expect(JsonTokenType.StartObject, $"an object in \"{key}\"");

    /// <summary>A text from the trace for a message: short, on one line, and nothing that a terminal obeys.</summary>
    public static string Quoted(string text)
    {
        const int Longest = 40;
        var shown = text.Length > Longest ? text[..Longest] + "..." : text;
        return $"\"{Plain.Ascii(shown)}\"";
    }

    private bool Advance()
    {
        try
        {
            return _json.Read();
        }
        catch (JsonException)
        {
            throw Refused("well-formed JSON", $"something else at byte {_json.BytesConsumed + 1}");
        }
    }

    private string Decoded()
    {
        try
        {
            return _pool.Text(ref _json);
        }
        catch (InvalidOperationException)
        {
            throw Refused("Unicode text", "half a surrogate pair");
        }
    }

    private int IndexOf(JsonKeys keys, int first)
    {
        var escaped = _json.ValueIsEscaped ? Decoded() : null;
        for (var tried = 0; tried < keys.Count; tried++)
        {
            var index = (first + tried) % keys.Count;
            if (escaped is null ? _json.ValueTextEquals(keys[index]) : escaped == keys[index]) { return index; }
        }

        return -1;
    }

    private readonly void Expect(JsonTokenType type, string accepted)
    {
        if (_json.TokenType != type) { throw Refused(accepted, Found()); }
    }

    private readonly string Found() => _json.TokenType switch
    {
        JsonTokenType.Number => $"number {Quoted(System.Text.Encoding.UTF8.GetString(_json.ValueSpan))}",
        JsonTokenType.String => "a text",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };
}
