using VfioActors.Cluster.Maps;
using VfioActors.Exploration.Properties;

namespace VfioActors.Cluster.Tests.Maps;

public sealed class StormMapTests
{
    private static readonly StormMap Map = Storming.Map;

    [Fact]
    public void Every_actor_lives_on_one_node()
    {
        var machines = Map.Machines.SelectMany(machine => machine.Actors).ToList();
        var clients = Enumerable.Range(0, 3).SelectMany(Map.ClientsOf).ToList();
        Assert.Equal(Map.Topology.Actors, machines.Concat(clients).Order());
        Assert.Equal(9, clients.Count);
        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 1, 2], clients.Order().Select(Map.NodeOf));
        Assert.All(Map.Machines[0].Actors, actor => Assert.Equal(2, Map.NodeOf(actor)));
        Assert.Equal(["machine1"], Map.MachinesOf(0).Select(machine => machine.Name));
    }

    [Fact]
    public void Actors_are_named_by_their_machines()
    {
        foreach (var machine in Map.Machines)
        {
            Assert.All(machine.Actors, actor => Assert.StartsWith(machine.Name, Map.Topology.NameOf(actor)));
            Assert.True(Map.Topology.TryFind($"{machine.Name}-iommu0", out var unit));
            Assert.Equal(machine, Map.MachineOf(unit));
        }
    }

    [Fact]
    public void Every_claim_about_rest_is_of_one_machine_or_in_parts()
    {
        var claims = Storming.Setup.Properties.OfType<AtRest>().ToList();
        var whole = claims.Where(claim => !ClaimPlaces.IsInParts(claim)).ToList();
        Assert.Equal(2, claims.Count - whole.Count);

        // Those that look at scripted clients, of which a storm has none, are of no machine.
        var machines = whole.Select(claim => ClaimPlaces.MachineOf(claim, Map)?.Name).OfType<string>()
            .GroupBy(name => name).ToList();
        Assert.Equal(["machine0", "machine1", "machine2"], machines.Select(same => same.Key).Order());
        Assert.Single(machines.Select(same => same.Count()).Distinct());
    }

    [Fact]
    public void A_claim_about_single_actors_is_about_those_of_its_machine()
    {
        var claims = Storming.Setup.Properties.OfType<ActorProperty>().Where(claim => claim.Among is not null).ToList();
        Assert.NotEmpty(claims);
        foreach (var actor in Map.Topology.Actors)
        {
            var cell = Map.Topology.Make(actor, new(keeps: false));
            var about = claims.Where(claim => claim.Concerns(cell) && claim.Among!(actor)).ToList();
            Assert.Equal(about.Count, about.Select(claim => claim.Name).Distinct().Count());
        }
    }
}
