using VfioActors.Behaviors;
using VfioActors.Scenarios.Living.Claims;
using VfioActors.Scenarios.Workloads.Callers;
using VfioActors.Vfio.PasidEntries;

namespace VfioActors.Scenarios.Living;

/// <summary>A driver changes an entry of a PASID table while hardware reads it part by part.</summary>
public sealed class LivingEntryScenario : LivingCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "living-entry";

    /// <inheritdoc/>
    public override string Summary => "a PASID entry of 512 bits changes while hardware reads it part by part";

    /// <inheritdoc/>
    public override IReadOnlyList<LivingCase> Cases =>
    [
        new("replace", "LIV-10", "EntryReadWhole", setting =>
        {
            var (walker, writer) = AddEntry(setting);
            setting.AddThread("dev0", Dma(walker), Dma(walker));
            setting.AddThread("CPU0",
                new ScriptedCall("REPLACE(2)", Call.Of(writer, new EntryWriterMessage.Replace(2))));
        }),
        new("tear-down", "LIV-11", "EntryReadWhole", setting =>
        {
            var (walker, writer) = AddEntry(setting);
            setting.AddThread("dev0", Dma(walker), Dma(walker));
            setting.AddThread("CPU0",
                new ScriptedCall("TEAR DOWN", Call.Of(writer, default(EntryWriterMessage.TearDown))),
                new ScriptedCall("SETUP(2)", Call.Of(writer, new EntryWriterMessage.Setup(2))));
        }),
    ];

    private static (ActorId Walker, ActorId Writer) AddEntry(LivingSetting setting)
    {
        var memory = setting.Add("entry", new EntryMemoryBehavior(1));
        var walker = setting.Add("vtd", new EntryWalkerBehavior(memory));
        var writer = setting.Add("driver", new EntryWriterBehavior(memory, walker, 1, setting.Defects));
        setting.Claim(new EntryReadWhole(), new CacheIsCurrent(walker, writer));
        return (walker, writer);
    }

    private static ScriptedCall Dma(ActorId walker) =>
        new("DMA", Call.Of(walker, default(EntryWalkerMessage.Translate)));
}
