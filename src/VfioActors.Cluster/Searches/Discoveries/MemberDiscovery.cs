using Akka.Actor;
using Akka.Discovery;
using VfioActors.Behaviors.Values;
using VfioActors.Cluster.Searches.Catalogs;

namespace VfioActors.Cluster.Searches.Discoveries;

/// <summary>Finds the members of a cluster by Akka.Discovery.</summary>
/// <remarks>
/// Whether there is a cluster already the bootstrap of Akka.Management asks over HTTP. Here members ask each other when
/// they join: of those that were found the first in the order of addresses begins a cluster when no other one answers
/// that there is one. So those that begin at once must have found the same, and look until they have it twice.
/// </remarks>
internal static class MemberDiscovery
{
    /// <summary>Looks until there are enough, and the same ones twice.</summary>
    /// <param name="system">Who is to join; its configuration says by which method and how long.</param>
    /// <param name="service">What to look up.</param>
    /// <param name="without">Whom not to join; null for nobody.</param>
    /// <returns>Their addresses, in the same order for whoever finds the same.</returns>
    /// <exception cref="SearchRefusedException">The method is not known, or does not find enough.</exception>
    internal static async Task<Address[]> FindAsync(
        ActorSystem system, MemberLookup service, Address? without, CancellationToken end)
    {
        var own = system.Settings.Config.GetConfig("vfio-actors.search.discovery");
        var (interval, timeout) = (own.GetTimeSpan("interval"), own.GetTimeSpan("timeout"));
        var lookup = own.GetTimeSpan("lookup-timeout");
        var (name, method) = MethodOf(system);
        Address[] before = [];
        var problem = "";
        for (var left = timeout; left > TimeSpan.Zero; left -= interval)
        {
            Address[] found = [];
            try
            {
                var answer = await method.Lookup(new Lookup(service.Name), lookup).ConfigureAwait(false);
                found = [.. AddressesOf(answer, system.Name, service.Port).Where(address => address != without)];
                problem = "";
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                problem = $": {failure.Message}";
            }

            if (found.Length >= service.AtLeast && found.SequenceEqual(before)) { return found; }
            before = found;
            await Task.Delay(interval, end).ConfigureAwait(false);
        }

        var those = string.Join(", ", before.Select(address => $"{address.Host}:{address.Port}"));
        throw new SearchRefusedException($"akka.discovery '{name}' finds {Counted.Of(before.Length, "member")} of "
            + $"'{service.Name}', and {service.AtLeast} were to be there in {timeout.TotalSeconds:0.#} s"
            + (those.Length > 0 ? $": {those}" : problem));
    }

    private static (string Name, ServiceDiscovery Method) MethodOf(ActorSystem system)
    {
        var name = system.Settings.Config.GetString("akka.discovery.method");
        try
        {
            return (name, Discovery.Get(system).LoadServiceDiscovery(name));
        }
        catch (ArgumentException unknown)
        {
            throw new SearchRefusedException($"akka.discovery.method '{name}': {unknown.Message}");
        }
    }

    private static IEnumerable<Address> AddressesOf(ServiceDiscovery.Resolved answer, string system, int port) =>
        answer.Addresses.Select(target => (target.Host, Port: target.Port ?? port)).Distinct()
            .OrderBy(place => place.Host, StringComparer.Ordinal).ThenBy(place => place.Port)
            .Select(place => new Address("akka.tcp", system, place.Host, place.Port));
}
