using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Fingerprints;

/// <summary>
/// A set of fingerprints in a fixed number of bits: each sets a few of them, and whoever finds all of its bits set is
/// taken for one that is there. So some that are new are taken for old ones; how many is estimated.
/// </summary>
/// <remarks>
/// Holzmann, "An Analysis of Bitstate Hashing", Formal Methods in System Design 13, 1998, with as many bits a state as
/// SPIN sets when nothing is said. The paper estimates by the bits for each state at the end; here each state counts
/// with the share of bits that was set when it came.
/// </remarks>
internal sealed class BitTable
{
    /// <summary>How many bits a fingerprint sets, at most: some may be the same.</summary>
    internal const int BitsEach = 3;

    private const int BitsPerWord = 64;
    private const int WordsMax = 1 << 30;

    private readonly ulong[] _words;
    private readonly ulong _bits;
    private long _set;

    /// <param name="bytes">What the bits may take; rounded down to words, and up to one.</param>
    internal BitTable(long bytes)
    {
        _words = HugePages.NewArray((int)Math.Clamp(bytes / sizeof(ulong), 1, WordsMax));
        _bits = (ulong)_words.Length * BitsPerWord;
    }

    /// <summary>How many were taken for new.</summary>
    internal long Count { get; private set; }

    /// <summary>How many that were new were taken for old ones, as is to be expected.</summary>
    /// <remarks>
    /// Who is new while a share f of the bits is set is taken for an old one with a chance of q = f^3, by bits that are
    /// as good as random. So for each that was taken for new q / (1 - q) were not: the expectation of that sum is the
    /// sum of q over all that are new, which is the number that is sought. Who comes again is no other state, and does
    /// not count: its bits were set when it came first.
    /// </remarks>
    internal double Mistaken { get; private set; }

    /// <summary>The share of the bits that is set.</summary>
    internal double Fill => _set / (double)_bits;

    /// <summary>Adds a fingerprint.</summary>
    /// <returns>False when it was there, or is taken for one that was.</returns>
    internal bool Add(ulong fingerprint)
    {
        var fill = Fill;
        var before = _set;
        for (var number = 1UL; number <= BitsEach; number++) { Set(Fingerprint.Mix(fingerprint, number)); }
        if (_set == before) { return false; }
        var mistaken = fill * fill * fill;
        Mistaken += mistaken / (1 - mistaken);
        Count++;
        return true;
    }

    /// <summary>Takes all out.</summary>
    internal void Clear()
    {
        Array.Clear(_words);
        (_set, Count, Mistaken) = (0, 0, 0);
    }

    private void Set(ulong hash)
    {
        var bit = Math.BigMul(hash, _bits, out _);
        ref var word = ref _words[bit / BitsPerWord];
        var mask = 1UL << (int)(bit % BitsPerWord);
        if ((word & mask) != 0) { return; }
        word |= mask;
        _set++;
    }
}
