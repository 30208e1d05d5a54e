using System.Net;
using Akka.Actor;
using Akka.Discovery;

namespace VfioActors.Cluster.Tests.Searches;

/// <summary>
/// A method of Akka.Discovery that finds, at each lookup, what the next word of the service's name says: ports, such as
/// <c>1+2</c>, <c>none</c> or <c>fails</c>; the last word for ever.
/// </summary>
public sealed class Scripted(ExtendedActorSystem system) : ServiceDiscovery
{
    /// <summary>For a system by this method.</summary>
    internal const string Config = """
        akka.discovery {
          method = scripted
          scripted.class = "VfioActors.Cluster.Tests.Searches.Scripted, VfioActors.Cluster.Tests"
        }
        vfio-actors.search.discovery { interval = 10ms, timeout = 200ms }
        """;

    private int _lookups;

    public override Task<Resolved> Lookup(Lookup lookup, TimeSpan resolveTimeout)
    {
        Assert.False(system.WhenTerminated.IsCompleted);
        var words = lookup.ServiceName.Split(' ');
        var word = words[Math.Min(_lookups++, words.Length - 1)];
        if (word == "fails") { throw new InvalidOperationException("nobody answers"); }
        var ports = word == "none" ? [] : word.Split('+').Select(int.Parse);
        return Task.FromResult(new Resolved(
            lookup.ServiceName, ports.Select(port => new ResolvedTarget("10.0.0.1", port, IPAddress.Loopback))));
    }
}
