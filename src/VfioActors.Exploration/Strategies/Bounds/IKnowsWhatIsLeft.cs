using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Bounds;

/// <summary>A strategy that can say how much it has left, when it is ended before its end.</summary>
public interface IKnowsWhatIsLeft
{
    /// <summary>What is left, in numbers.</summary>
    /// <param name="world">The world as the search left it; it is taken elsewhere.</param>
    Remainder Left(World world);
}
