using System.Runtime.CompilerServices;

namespace VfioActors.Exploration.Fingerprints;

/// <summary>
/// A set of fingerprints, each with a small mark, in tables each of which grows by itself, so that nothing is copied as
/// a whole: see <see cref="FingerprintTable"/>.
/// </summary>
internal sealed class FingerprintSet : IPrefetches
{
    /// <summary>So many are looked for in memory at once.</summary>
    private const int Block = 16;

    private readonly FingerprintTable[] _tables = new FingerprintTable[FingerprintTable.Tables];

    /// <summary>How many there are.</summary>
    internal long Count => _tables.Sum(static table => (long)table.Count);

    /// <summary>The tables, by number.</summary>
    internal Span<FingerprintTable> Tables => _tables;

    /// <summary>How many bytes the tables take.</summary>
    internal long Bytes => _tables.Sum(static table => table.Bytes);

    /// <summary>Adds a fingerprint.</summary>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint) => Add(fingerprint, mark: 0, out _);

    /// <summary>Adds a fingerprint with a mark.</summary>
    /// <param name="mark">From 0 to <see cref="FingerprintTable.MarkMax"/>.</param>
    /// <param name="found">The mark that it has now: when it was there, the one that it had.</param>
    /// <returns>False when it was there.</returns>
    internal bool Add(ulong fingerprint, int mark, out int found) =>
        _tables[FingerprintTable.NumberOf(fingerprint)].TryAdd(fingerprint, mark, out found);

    /// <summary>Adds fingerprints with a mark; to those that are there it is added.</summary>
    internal void AddAll(ReadOnlySpan<ulong> fingerprints, int mark)
    {
        while (fingerprints.Length > 0)
        {
            var block = fingerprints[..Math.Min(Block, fingerprints.Length)];
            _ = Fetch(block);
            foreach (var fingerprint in block)
            {
                if (!Add(fingerprint, mark, out var found) && (found | mark) != found) { Mark(fingerprint, mark); }
            }

            fingerprints = fingerprints[block.Length..];
        }
    }

    /// <summary>Whether a fingerprint is there.</summary>
    internal bool Has(ulong fingerprint) => _tables[FingerprintTable.NumberOf(fingerprint)].Has(fingerprint);

    /// <summary>The mark of a fingerprint; -1 when it is not there.</summary>
    internal int MarkOf(ulong fingerprint) => _tables[FingerprintTable.NumberOf(fingerprint)].MarkOf(fingerprint);

    /// <summary>Adds to the mark of a fingerprint that is there.</summary>
    internal void Mark(ulong fingerprint, int mark) =>
        _tables[FingerprintTable.NumberOf(fingerprint)].Mark(fingerprint, mark);

    /// <summary>
    /// Looks at where they will be looked for: the processor fetches several places in memory at once when none depends
    /// on what stands in another.
    /// </summary>
    /// <remarks>Not inlined: nobody needs what it returns, and then nothing would be looked at.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong Fetch(ReadOnlySpan<ulong> fingerprints)
    {
        var words = 0UL;
        foreach (var fingerprint in fingerprints)
        {
            words |= FingerprintTable.Fetch(_tables[FingerprintTable.NumberOf(fingerprint)].Slots, fingerprint);
        }

        return words;
    }

    /// <inheritdoc/>
    public void Prefetch(ulong fingerprint) =>
        FingerprintTable.Prefetch(_tables[FingerprintTable.NumberOf(fingerprint)].Slots, fingerprint);

    /// <summary>Takes all out.</summary>
    internal void Clear() => Array.Clear(_tables);
}
