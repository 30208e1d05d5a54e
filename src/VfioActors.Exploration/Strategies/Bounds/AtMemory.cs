namespace VfioActors.Exploration.Strategies.Bounds;

/// <summary>What a search does when it holds as much memory as it may.</summary>
public enum AtMemory
{
    /// <summary>It ends, and says what is left.</summary>
    End,

    /// <summary>
    /// It goes on, and keeps the states that it meets from then on in a table of bits that was set aside: a quarter of
    /// the memory, and 8 GB at most. A state that is new may be taken for one that was met. So what it then comes to is
    /// never complete, and the report says which share was covered.
    /// </summary>
    Bitstate,
}
