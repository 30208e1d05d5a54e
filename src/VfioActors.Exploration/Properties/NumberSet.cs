namespace VfioActors.Exploration.Properties;

/// <summary>A set of small numbers.</summary>
internal sealed class NumberSet
{
    private const int Bits = 64;

    private ulong[] _words = new ulong[Bits];

    /// <param name="number">Negative for none.</param>
    internal bool Has(int number)
    {
        var words = _words;
        var word = unchecked((uint)number) / Bits;
        return word < (uint)words.Length && (words[word] >> number & 1) != 0;
    }

    /// <summary>Takes all out.</summary>
    internal void Clear() => Array.Clear(_words);

    internal void Add(int number)
    {
        var word = number / Bits;
        if (word >= _words.Length) { Array.Resize(ref _words, Math.Max(word + 1, _words.Length * 2)); }
        _words[word] |= 1UL << number;
    }
}
