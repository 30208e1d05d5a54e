namespace VfioActors.Exploration.Strategies.Priorities;

/// <summary>Words of 64 bits, one after the other, by which whoever draws them decides.</summary>
internal interface IRandomWords
{
    /// <summary>The next word.</summary>
    ulong Next();

    /// <summary>A number from 0 to one less than <paramref name="end"/>, by one word.</summary>
    int Below(int end);
}
