using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Living.Claims;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Scenarios.Workloads.Callers;
using VfioActors.Vfio.DeviceGroups;

namespace VfioActors.Scenarios.Living;

/// <summary>
/// Domains are attached, replaced and detached, under a PASID and without, while resets block the devices of the group.
/// </summary>
/// <remarks>
/// With ids that devices share, or memory that is wanting when a reset is over, claims break that none of the six fixes
/// is about: so does the kernel, which warns (15dd29ca6206; pci_dev_reset_iommu_done).
/// </remarks>
public sealed class PasidResetScenario() : SubsystemScenario(LivingSubsystem.Instance)
{
    private const string Yes = "yes";
    private const string No = "no";

    private static readonly GroupDomain First = new(3);
    private static readonly GroupDomain Second = new(4);
    private static readonly GroupDomain Third = new(5);

    /// <inheritdoc/>
    public override string Name => "pasid-reset";

    /// <inheritdoc/>
    public override string Summary => "attach, replace and detach of a PASID domain against resets that block devices";

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("devices", "how many devices the group has", 1, 1, 2),
        ScenarioParameter.Word("nested", "whether each reset has another one inside", No, Yes),
        ScenarioParameter.Word("second", "whether the last device is reset too", No, Yes),
        ScenarioParameter.Word("rid", "whether a domain comes and leaves without a PASID too", No, Yes),
        ScenarioParameter.Word("domain", "what is attached at the start", "default", "none", "blocking"),
        ScenarioParameter.Word("alias", "whether the devices send DMA under one requester id", No, Yes),
        ScenarioParameter.Word("memory", "whether there is always memory to attach", "enough", "may-fail"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits =>
    [
        new("LIV-12", "NoUseAfterFree", ("rid", Yes)),
        new("LIV-13", "NoInvalidationInReset"),
        new("LIV-14", "ResetIsNotRefused", ("nested", Yes)),
        new("LIV-20", "NoNullUse", ("domain", "none")),
        new("LIV-21", "ResetIsNotRefused", ("devices", "2"), ("second", Yes)),
        new("LIV-22", "BlockedStaysBlocked", ("devices", "2"), ("second", Yes)),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        LivingSetting setting = new(builder);
        var count = builder.Number("devices");
        List<ActorId> devices = [];
        for (var at = 0; at < count; at++) { devices.Add(setting.Add($"dev{at}", new ResettableBehavior())); }
        var group = setting.Add("group", new DeviceGroupBehavior(OptionsOf(builder, devices), setting.Defects));
        setting.AddThread("CPU0",
            new ScriptedCall("ATTACH(1, D3)", Call.Of(group, new DeviceGroupMessage.AttachPasid(new(1), First))),
            new ScriptedCall("REPLACE(1, D4)", Call.Of(group, new DeviceGroupMessage.ReplacePasid(new(1), Second))),
            new ScriptedCall("DETACH(1)", Call.Of(group, new DeviceGroupMessage.DetachPasid(new(1)))));
        List<ActorId> resets = [];
        for (var at = 0; at < count; at++)
        {
            resets.Add(setting.Add($"pci{at}",
                new ResetFunctionBehavior(group, new(at), devices[at], builder.Word("nested") == Yes)));
        }

        setting.AddThread("CPU1", Reset(resets, 0));
        if (builder.Word("second") == Yes) { setting.AddThread("CPU2", Reset(resets, count - 1)); }
        if (builder.Word("rid") == Yes) { setting.AddThread("CPU3", Domain(group)); }
        setting.Claim(
            new NoUseAfterFree<DeviceGroupState>(), new NoNullUse<DeviceGroupState>(), new NoInvalidationInReset(),
            new ResetIsNotRefused(), new BlockedStaysBlocked(), new HardwareFollowsGroup(builder.Word("alias") == Yes));
    }

    private static ScriptedCall Reset(List<ActorId> resets, int device) =>
        new($"RESET(dev{device})", Call.Of(resets[device], default(ResetFunctionMessage.Reset)));

    private static DeviceGroupOptions OptionsOf(ScenarioBuilder builder, IReadOnlyList<ActorId> devices)
    {
        var domain = builder.Word("domain") switch
        {
            "none" => GroupDomain.None,
            "blocking" => GroupDomain.Blocking,
            _ => GroupDomain.Default,
        };
        return new()
        {
            Devices = devices,
            Domain = domain,
            CoreDomain = domain == GroupDomain.None ? GroupDomain.Default : domain,
            IsAliased = builder.Word("alias") == Yes,
            MemoryMayFail = builder.Word("memory") != "enough" || builder.AsksAll,
        };
    }

    private static ScriptedCall[] Domain(ActorId group) =>
    [
        new("ATTACH(D5)", Call.Of(group, new DeviceGroupMessage.AttachDomain(Third))),
        new("DETACH", Call.Of(group, default(DeviceGroupMessage.DetachDomain))),
        new("FREE(D5)", Call.Of(group, new DeviceGroupMessage.FreeDomain(Third))),
    ];
}
