namespace VfioActors.Cluster.Searches.Catalogs;

/// <summary>A search cannot be shared, or a node, or all of them, cannot take part in it: the text says why.</summary>
public sealed class SearchRefusedException : Exception
{
    /// <summary>Without a reason.</summary>
    public SearchRefusedException()
    {
    }

    /// <param name="message">Why, in one line.</param>
    public SearchRefusedException(string message)
        : base(message)
    {
    }

    /// <param name="message">Why, in one line.</param>
    /// <param name="inner">What was found.</param>
    public SearchRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
