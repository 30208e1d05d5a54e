namespace VfioActors.Cluster.Searches.Wire;

/// <summary>The longest that anything of a search may be: looked at before memory is taken for it.</summary>
internal static class PackLimits
{
    /// <summary>
    /// The bytes of one frame: with what is around it, less than a frame of Akka.Remote has, 128,000.
    /// </summary>
    internal const int Frame = 1 << 16;

    /// <summary>The bytes of all pieces of one message together.</summary>
    internal const int Message = 1 << 26;

    /// <summary>The bytes of a text.</summary>
    internal const int Text = 1 << 14;

    /// <summary>The entries of a list of an offer: parameters, defects.</summary>
    internal const int Entries = 1024;

    /// <summary>The actors of a scenario.</summary>
    internal const int Actors = 1 << 16;

    /// <summary>The workers of one node.</summary>
    internal const int Workers = 256;
}
