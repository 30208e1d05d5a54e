using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Users;
using static VfioActors.Scenarios.Spapr.SpaprRequests;

namespace VfioActors.Scenarios.Spapr;

/// <summary>
/// A user registers and unregisters memory while hypercalls and maps lead entries to it, and a container of the first
/// kind, enabled and disabled, pins the same pages one by one.
/// </summary>
public sealed class SpaprRaceScenario() : SeedScenario(Seed.Spapr)
{
    private const string No = "no";
    private const string Yes = "yes";

    /// <inheritdoc/>
    public override string Name => "tce-register-unregister-map";

    /// <inheritdoc/>
    public override string Summary => "hypercalls and maps race with an unregister and with a switch of modes";

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("processors", "how many processors of the guest make hypercalls", 1, 1, 3),
        ScenarioParameter.Number("pages", "how many pages are registered", 1, 1, 4),
        ScenarioParameter.Word("stuff", "whether the processors empty their entries again", No, Yes),
        ScenarioParameter.Word("user-maps", "whether a user maps into the same window", No, Yes),
        ScenarioParameter.Word("modes", "whether another container pins the same page by itself", Yes, No),
        ScenarioParameter.Word("closes", "whether the container is closed at the end", No, Yes),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        SpaprSetting setting = new(builder, new()
        {
            Containers = [SpaprBox.Second, SpaprBox.First],
            HasHypervisor = true,
        });
        AddUsers(builder, setting);
        setting.ClaimAll();
    }

    private static void AddUsers(ScenarioBuilder builder, SpaprSetting setting)
    {
        var (second, first) = (setting.Containers[0], setting.Containers[1]);
        var pages = (ulong)builder.Number("pages");
        List<UserRequest> owner = [Register(second, 0, pages), Unregister(second, 0, pages)];
        if (builder.Word("closes") == Yes) { owner.Add(Release(second)); }

        setting.AddUser(owner);
        for (var processor = 0; processor < builder.Number("processors"); processor++)
        {
            List<UserRequest> guest = [PutIndirect(setting.Hypervisor, 0, 0, (int)pages)];
            if (builder.Word("stuff") == Yes) { guest.Add(Stuff(setting.Hypervisor, 0, (int)pages)); }

            setting.AddUser(guest);
        }

        if (builder.Word("user-maps") == Yes) { setting.AddUser(Map(second, 0, 0), Unmap(second, 0)); }

        if (builder.Word("modes") == Yes)
        {
            setting.AddUser(Enable(first), Map(first, 0, 0), Unmap(first, 0), Disable(first));
        }
    }
}
