using VfioActors.Exploration.Strategies.Priorities;

namespace VfioActors.Exploration.Strategies.Timelines;

/// <summary>
/// The words that a run is decided by: first those that it is given, then drawn ones. What it used is kept, so that a
/// run with the same words goes the same way, and one with a few others a similar one.
/// </summary>
/// <param name="random">Draws the words that it is not given.</param>
/// <remarks>
/// Padhye, Lemieux, Sen, Papadakis, Le Traon, "Semantic Fuzzing with Zest", ISSTA 2019: a generator with the random
/// bits as its parameter, of which a mutation redraws a few.
/// </remarks>
internal sealed class WordTape(IRandomWords random) : IRandomWords
{
    private readonly List<ulong> _words = [];
    private int _at;

    /// <summary>The words that were used since it began.</summary>
    internal ulong[] Used => [.. _words.Take(_at)];

    /// <inheritdoc/>
    public ulong Next()
    {
        if (_at == _words.Count) { _words.Add(random.Next()); }
        return _words[_at++];
    }

    /// <inheritdoc/>
    public int Below(int end) => (int)Math.BigMul(Next(), (ulong)end, out _);

    /// <summary>Begins with nothing: all is drawn.</summary>
    internal void Begin()
    {
        _words.Clear();
        _at = 0;
    }

    /// <summary>Begins with the words of an earlier run, of which some are drawn again.</summary>
    /// <param name="words">The words.</param>
    /// <param name="mean">How many are drawn again, in the mean of a geometric distribution.</param>
    internal void BeginLike(ulong[] words, int mean)
    {
        Begin();
        _words.AddRange(words);
        if (words.Length == 0) { return; }
        mean = Math.Clamp(mean, 1, Math.Max(1, words.Length / 3));
        do { _words[random.Below(words.Length)] = random.Next(); }
        while (random.Below(mean) != 0);
    }
}
