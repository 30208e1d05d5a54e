using System.Globalization;

namespace VfioActors.Cluster.Searches.Discoveries;

/// <summary>How Akka.Discovery finds the members of a cluster that nobody names: as a service.</summary>
/// <remarks>
/// Which method looks it up is <c>akka.discovery.method</c>: <c>dns</c>, our own, when nothing is said, by which a name
/// stands for the addresses that DNS has of it, as a headless service of Kubernetes does; <c>config</c>,
/// <c>aggregate</c> and those of other packages as Akka.NET documents them.
/// </remarks>
/// <param name="Name">What is looked up.</param>
/// <param name="Port">The port of members of whom the method does not say it, from 1 to 65535.</param>
/// <param name="AtLeast">
/// How many members must be found before they are believed to be all that begin a cluster together; at least 1.
/// </param>
public sealed record MemberLookup(string Name, int Port, int AtLeast)
{
    /// <summary>The port that Akka.NET is usually at.</summary>
    public const int UsualPort = 4053;

    private const int PortMost = 65_535;

    /// <summary>Reads a service.</summary>
    /// <param name="text">NAME, or NAME:PORT.</param>
    /// <param name="atLeast">See <see cref="AtLeast"/>.</param>
    /// <returns>Null when it is none.</returns>
    public static MemberLookup? Parse(string text, int atLeast)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0) { return text.Length > 0 ? new(text, UsualPort, atLeast) : null; }
        var isPort = int.TryParse(
            text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        return colon > 0 && isPort && port is > 0 and <= PortMost ? new(text[..colon], port, atLeast) : null;
    }
}
