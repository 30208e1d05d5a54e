using System.Text;
using System.Text.Json;

namespace VfioActors.Tracing;

/// <summary>The texts of one trace, mostly the same few: each is kept once, and a million steps stay small.</summary>
internal sealed class TextPool
{
    private const int Slots = 4096;
    private const int LongestKept = 64;
    private readonly string?[] _slots = new string?[Slots];

    /// <summary>The text of a string or key that the reader stands on.</summary>
    public string Text(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped || json.ValueSpan.Length > LongestKept) { return json.GetString()!; }
        ref var slot = ref _slots[SlotOf(json.ValueSpan)];
        if (slot is null || !Ascii.Equals(json.ValueSpan, slot)) { slot = json.GetString()!; }
        return slot;
    }

    private static uint SlotOf(ReadOnlySpan<byte> text)
    {
        var hash = 2166136261u;
        foreach (var one in text) { hash = unchecked((hash ^ one) * 16777619u); }
        return (hash ^ (hash >> 16)) % Slots;
    }
}
