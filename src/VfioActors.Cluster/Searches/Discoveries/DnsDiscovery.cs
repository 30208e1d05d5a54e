using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Discovery;

namespace VfioActors.Cluster.Searches.Discoveries;

/// <summary>A method of Akka.Discovery by which a name stands for the IPv4 addresses that DNS has of it.</summary>
/// <remarks>
/// As <c>akka-dns</c> of Akka on the JVM with A records, which Akka.NET has not. DNS says no port. A name that is not
/// known stands for nobody: in Kubernetes a service has no addresses before its first pod.
/// </remarks>
internal sealed class DnsDiscovery : ServiceDiscovery
{
    /// <summary>As Akka.Discovery makes it.</summary>
    public DnsDiscovery(ExtendedActorSystem system) => _ = system;

    /// <inheritdoc/>
    public override async Task<Resolved> Lookup(Lookup lookup, TimeSpan resolveTimeout)
    {
        using CancellationTokenSource late = new(resolveTimeout);
        try
        {
            var found = await Dns
                .GetHostAddressesAsync(lookup.ServiceName, AddressFamily.InterNetwork, late.Token)
                .ConfigureAwait(false);
            return new(lookup.ServiceName, found.Select(one => new ResolvedTarget($"{one}", null, one)));
        }
        catch (SocketException unknown) when (unknown.SocketErrorCode
            is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
        {
            return new(lookup.ServiceName, []);
        }
    }
}
