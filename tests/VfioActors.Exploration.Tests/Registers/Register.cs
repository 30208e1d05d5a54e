using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>Two clients of a register, each of which writes and then reads.</summary>
internal static class Register
{
    internal static Setup SingleCopy(Delivery delivery, int servers = 1, BagFaults faults = default) =>
        Of(servers, (builder, name, _) => builder.Add(name, new SingleCopyServer()), delivery, faults);

    internal static Setup Abd(Delivery delivery, BagFaults faults = default) =>
        Of(2, (builder, name, self) => builder.Add(name, new AbdServer(self)), delivery, faults);

    internal static Setup Paxos(Delivery delivery, BagFaults faults = default) =>
        Of(3, (builder, name, self) => builder.Add(name, new PaxosServer(self)), delivery, faults);

    private static Setup Of(
        int servers, Action<ScenarioBuilder, string, int> add, Delivery delivery, BagFaults faults)
    {
        SketchScenario scenario = new(builder =>
        {
            for (var server = 0; server < servers; server++) { add(builder, $"server{server}", server); }
            ActorId history = new(servers + 3);
            for (var client = 0; client < 2; client++)
            {
                builder.Add($"client{client}", new RegisterClient(client, servers, history));
            }

            builder.Add("history", new RegisterHistory(), inline: true);
            builder.Claim([new Linearizable(), new ValueChosen(history)]);
        });
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery, faults);
    }
}
