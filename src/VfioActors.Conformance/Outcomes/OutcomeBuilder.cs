using System.Globalization;

namespace VfioActors.Conformance.Outcomes;

/// <summary>Collects what one operation answered, each fact in its canonical text.</summary>
public sealed class OutcomeBuilder
{
    /// <summary>Page names beyond these are not recorded.</summary>
    public const int PagesListedMax = 64;

    /// <summary>Runs of equal bytes beyond these are not recorded.</summary>
    public const int ByteRunsMax = 64;

    private readonly List<KeyValuePair<string, string>> _values = [];

    private readonly List<DriverEvent> _events = [];

    /// <summary>The callbacks so far.</summary>
    public IReadOnlyList<DriverEvent> Events => _events;

    /// <summary>What the call returned; null when it returns nothing.</summary>
    public OutcomeBuilder Answer(long? answer)
    {
        Set(Facts.Answer, answer?.ToString(CultureInfo.InvariantCulture) ?? "null");
        return Set(Facts.Error, answer is < 0 ? ErrorNames.Of(answer.Value) : "null");
    }

    /// <summary>Sets a fact to a number.</summary>
    public OutcomeBuilder Number(string fact, long value) => Set(fact, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets a fact to a number that may need all 64 bits.</summary>
    public OutcomeBuilder Hex(string fact, ulong value) => Set(fact, $"0x{value:x}");

    /// <summary>Sets a fact to a text; an empty text, as of a list of nothing, says nothing.</summary>
    public OutcomeBuilder Set(string fact, string text)
    {
        _values.RemoveAll(known => known.Key == fact);
        if (text.Length > 0) { _values.Add(new(fact, text)); }
        return this;
    }

    /// <summary>Sets a fact to a list of texts.</summary>
    public OutcomeBuilder List(string fact, IEnumerable<string> texts) => Set(fact, string.Join(' ', texts));

    /// <summary>Sets the bytes that were read.</summary>
    public OutcomeBuilder Bytes(ReadOnlySpan<byte> bytes)
    {
        List<string> runs = [];
        for (var start = 0; start < bytes.Length && runs.Count < ByteRunsMax;)
        {
            var length = bytes[start..].IndexOfAnyExcept(bytes[start]);
            if (length < 0) { length = bytes.Length - start; }
            runs.Add($"{bytes[start]}*{length}");
            start += length;
        }

        return List(Facts.Bytes, runs);
    }

    /// <summary>Adds a callback.</summary>
    public OutcomeBuilder Event(DriverEvent heard)
    {
        _events.Add(heard);
        return this;
    }

    /// <summary>What was collected.</summary>
    public Outcome Build() => new(new(_values), _events.Count == 0 ? [] : [.. _events]);
}
