using VfioActors.Exploration.Strategies.Priorities;

namespace VfioActors.Exploration.Strategies;

/// <summary>Our own generator, so that a seed means the same for ever, on every machine.</summary>
/// <remarks>SplitMix64: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.</remarks>
public sealed class SeededRandom : IRandomWords
{
    private ulong _state;

    /// <param name="seed">Where the sequence starts.</param>
    /// <param name="stream">Which of the seed's sequences.</param>
    public SeededRandom(long seed, long stream = 0) => Reset(seed, stream);

    /// <summary>The same as a struct: whoever is made for that draws without a call.</summary>
    internal Words AsWords => new(this);

    /// <summary>Starts a sequence.</summary>
    public void Reset(long seed, long stream)
    {
        _state = unchecked((ulong)seed * 0x9e3779b97f4a7c15);
        _state = unchecked(Next() + (ulong)stream);
        _state = Next();
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            _state += 0x9e3779b97f4a7c15;
            var mixed = (_state ^ (_state >> 30)) * 0xbf58476d1ce4e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
            return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>A number from 0 to one less than <paramref name="end"/>, each as likely as the others.</summary>
    public int Below(int end) => (int)Math.BigMul(Next(), (ulong)end, out _);

    /// <summary>The words of a generator.</summary>
    internal readonly struct Words(SeededRandom random) : IRandomWords
    {
        /// <inheritdoc/>
        public ulong Next() => random.Next();

        /// <inheritdoc/>
        public int Below(int end) => random.Below(end);
    }
}
