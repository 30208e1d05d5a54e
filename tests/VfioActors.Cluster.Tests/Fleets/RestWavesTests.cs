using VfioActors.Cluster.Fleets;
using VfioActors.Cluster.Orders;

namespace VfioActors.Cluster.Tests.Fleets;

public sealed class RestWavesTests
{
    private const int Nodes = 3;

    [Fact]
    public void Two_looks_at_nodes_that_do_nothing_are_rest()
    {
        RestWaves waves = new();
        Assert.False(waves.Add([Look(), Look()]));
        Assert.True(waves.Add([Look(), Look()]));
    }

    [Fact]
    public void A_node_at_work_is_no_rest()
    {
        RestWaves waves = new();
        Assert.False(waves.Add([Look(), Look()]));
        Assert.False(waves.Add([Look(), Look() with { IsAtRest = false }]));
        Assert.True(waves.Add([Look(), Look()]));
    }

    [Fact]
    public void A_letter_on_its_way_is_no_rest()
    {
        RestWaves waves = new();
        var sender = Look() with { Sent = [0, 1] };
        Assert.False(waves.Add([sender, Look()]));
        Assert.False(waves.Add([sender, Look()]));
        Assert.False(waves.Add([sender, Look() with { Handled = [1, 0] }]));
        Assert.True(waves.Add([sender, Look() with { Handled = [1, 0] }]));
    }

    [Fact]
    public void What_a_host_says_on_its_own_node_counts()
    {
        RestWaves waves = new();
        var host = Look() with { Sent = [1, 0] };
        Assert.False(waves.Add([host, Look()]));
        Assert.False(waves.Add([host, Look()]));
        waves.Add([host with { Handled = [1, 0] }, Look()]);
        Assert.True(waves.Add([host with { Handled = [1, 0] }, Look()]));
    }

    [Fact]
    public void Of_a_lost_node_counts_what_came_and_not_what_it_sent()
    {
        RestWaves waves = new();
        var left = Look() with { Handed = [0, 3], Handled = [0, 2], Sent = [0, 7] };
        Assert.False(waves.Add([left, null]));
        Assert.False(waves.Add([left, null]));
        waves.Add([left with { Handled = [0, 3] }, null]);
        Assert.True(waves.Add([left with { Handled = [0, 3] }, null]));
    }

    [Fact]
    public void Beyond_a_cut_counts_what_came_too()
    {
        RestWaves waves = new();
        var left = Look() with { Handed = [0, 3], Handled = [0, 3], Sent = [0, 7], Lost = [1] };
        var right = Look() with { Handed = [5, 0], Handled = [5, 0], Sent = [9, 0], Lost = [0] };
        waves.Add([left, right]);
        Assert.True(waves.Add([left, right]));
        Assert.False(waves.Add([left, right with { Lost = [] }]));
    }

    /// <summary>
    /// Nodes that work, send and hear in any order, looked at one by one in between: rest is said only when there is
    /// rest, and then said after two looks.
    /// </summary>
    [Fact]
    public void Rest_is_never_said_while_anything_is_on_its_way()
    {
        var rests = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            Random random = new(seed);
            SimulatedNodes nodes = new(Nodes, random);
            RestWaves waves = new();
            for (var wave = 0; wave < 200 && nodes.Said is null; wave++)
            {
                List<NodeLook> looks = [];
                for (var node = 0; node < Nodes; node++)
                {
                    nodes.Run(random.Next(4));
                    looks.Add(nodes.Look(node));
                }

                if (!waves.Add(looks)) { continue; }
                Assert.True(nodes.IsAtRest, $"seed {seed}, look {wave}");
                nodes.Said = wave;
                rests++;
            }
        }

        Assert.Equal(2000, rests);
    }

    private static NodeLook Look() => SimulatedNodes.LookOf([0, 0], [0, 0], [0, 0], isAtRest: true);
}
