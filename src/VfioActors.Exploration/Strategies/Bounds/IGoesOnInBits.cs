namespace VfioActors.Exploration.Strategies.Bounds;

/// <summary>A strategy that merges states and can go on in a table of bits when there is no more memory.</summary>
internal interface IGoesOnInBits
{
    /// <summary>Whether it does: states that are new may be taken for others from then on.</summary>
    bool IsInBits { get; }

    /// <summary>
    /// Of the states that it came to by a step, the share that it went on from, as is to be expected; null as long as
    /// that is each of them.
    /// </summary>
    double? Coverage { get; }

    /// <summary>Sets bits aside, before it begins.</summary>
    /// <param name="bytes">How many bytes they may take.</param>
    void Reserve(long bytes);

    /// <summary>Goes on in the bits that were set aside. What is in the exact table stays there.</summary>
    void GoOnInBits();
}
