using VfioActors.Behaviors;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Runtime;

/// <summary>
/// Takes the first option but for a given rate, when it draws one of the others: the first option is the one where all
/// goes well. An actor's answers depend on the seed, on the actor and on its own questions, not on other actors.
/// </summary>
/// <param name="seed">Where the sequences start.</param>
/// <param name="rate">How often another option than the first, from 0 to 1.</param>
public sealed class SeededChooser(long seed, double rate) : IChooser
{
    private const int Parts = 1 << 30;

    private readonly int _often = rate is >= 0 and <= 1
        ? (int)(rate * Parts)
        : throw new ArgumentOutOfRangeException(nameof(rate), rate, "a rate is from 0 to 1");

    /// <inheritdoc/>
    public int Choose(ActorId asker, long place, int question, int options)
    {
        SeededRandom random = new(seed, ((long)asker.Value << 32) + place);
        return options == 1 || random.Below(Parts) >= _often ? 0 : 1 + random.Below(options - 1);
    }
}
