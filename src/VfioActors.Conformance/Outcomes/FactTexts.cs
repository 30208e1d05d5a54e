using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace VfioActors.Conformance.Outcomes;

/// <summary>Facts by name, each with its text, in the order of their names: there are never more than a few.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name says what it is.")]
public sealed class FactTexts : IReadOnlyDictionary<string, string>
{
    private readonly KeyValuePair<string, string>[] _facts;

    /// <param name="facts">The facts, in any order; each name once.</param>
    public FactTexts(IEnumerable<KeyValuePair<string, string>> facts)
    {
        _facts = [.. facts];
        Array.Sort(_facts, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
    }

    /// <inheritdoc/>
    public int Count => _facts.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _facts.Select(fact => fact.Key);

    /// <inheritdoc/>
    public IEnumerable<string> Values => _facts.Select(fact => fact.Value);

    /// <inheritdoc/>
    public string this[string key] =>
        TryGetValue(key, out var text) ? text : throw new KeyNotFoundException($"nothing is said of '{key}'");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var fact in _facts)
        {
            if (!string.Equals(fact.Key, key, StringComparison.Ordinal)) { continue; }
            value = fact.Value;
            return true;
        }

        value = null;
        return false;
    }

    /// <summary>Whether the same is said of the same.</summary>
    public bool Agrees(FactTexts other)
    {
        if (_facts.Length != other._facts.Length) { return false; }
        for (var at = 0; at < _facts.Length; at++)
        {
            var (one, two) = (_facts[at], other._facts[at]);
            if (!string.Equals(one.Value, two.Value, StringComparison.Ordinal)) { return false; }
            if (!string.Equals(one.Key, two.Key, StringComparison.Ordinal)) { return false; }
        }

        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _facts.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
