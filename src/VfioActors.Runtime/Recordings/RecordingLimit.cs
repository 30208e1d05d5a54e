namespace VfioActors.Runtime.Recordings;

/// <summary>
/// How much of one recording waits in memory. Beyond its limit the recording ends, and the run goes on.
/// </summary>
internal sealed class RecordingLimit(long wordsMax)
{
    private long _words;
    private volatile bool _isCut;

    internal bool IsCut => _isCut;

    internal void Cut() => _isCut = true;

    /// <summary>Whether room for more words may be taken.</summary>
    internal bool TryTake(int words)
    {
        if (_isCut) { return false; }
        if (Interlocked.Add(ref _words, words) <= wordsMax) { return true; }
        Cut();
        return false;
    }

    internal void Free(int words) => Interlocked.Add(ref _words, -words);
}
