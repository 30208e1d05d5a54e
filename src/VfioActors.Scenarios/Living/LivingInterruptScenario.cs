using VfioActors.Behaviors;
using VfioActors.Scenarios.Living.Claims;
using VfioActors.Scenarios.Workloads.Callers;
using VfioActors.Vfio.BarExports;
using VfioActors.Vfio.Interrupts;

namespace VfioActors.Scenarios.Living;

/// <summary>The interrupts of a device are configured, and the device is closed, while others use them.</summary>
public sealed class LivingInterruptScenario : LivingCaseScenario
{
    /// <inheritdoc/>
    public override string Name => "living-interrupt";

    /// <inheritdoc/>
    public override string Summary => "interrupts and exported memory of a device are used while they are switched off";

    /// <inheritdoc/>
    public override IReadOnlyList<LivingCase> Cases =>
    [
        new("msi-off", "LIV-15", "NoUseAfterFree", setting =>
        {
            var irq = AddIrq(setting, IrqKind.Msi);
            setting.AddThread("CPU0", Msi(irq, "SET_IRQS(signal)", IrqAction.Trigger, 1));
            setting.AddThread("CPU1", Msi(irq, "SET_IRQS(off)", IrqAction.Disable, 0),
                Msi(irq, "SET_IRQS(on)", IrqAction.Eventfd, 1));
            setting.AddThread("CPU2", new ScriptedCall("RELEASE", Call.Of(irq, default(IrqSettingsMessage.Release))));
        }),
        new("close-import", "LIV-16", "NoAccessOfDisabled", setting =>
        {
            var device = setting.Add("dev0", new BarExportBehavior(setting.Defects));
            setting.Claim(new NoAccessOfDisabled());
            setting.AddThread("CPU0",
                new ScriptedCall("EXPORT", Call.Of(device, default(BarExportMessage.Export))),
                new ScriptedCall("CLOSE", Call.Of(device, default(BarExportMessage.Close))));
            ScriptedCall access = new("P2P DMA", Call.Of(device, default(BarExportMessage.Access)));
            setting.AddThread("importer", access, access);
        }),
        new("config-intx", "LIV-17", "NoUseAfterFree", setting =>
        {
            var irq = AddIrq(setting, IrqKind.Intx);
            setting.AddThread("CPU0", new ScriptedCall("CONFIG WRITE(DisINTx = 0)", Call.Of(
                irq, new IrqSettingsMessage.WriteCommand(0))));
            setting.AddThread("CPU1",
                new ScriptedCall("SET_IRQS(INTx off)", Call.Of(
                    irq, new IrqSettingsMessage.SetIntx(IrqAction.Disable, 0, -1))),
                Msi(irq, "SET_IRQS(MSI on)", IrqAction.Eventfd, 1));
        }),
    ];

    private static ActorId AddIrq(LivingSetting setting, IrqKind begins)
    {
        var irq = setting.Add("irq", new IrqSettingsBehavior(new() { Begins = begins }, setting.Defects));
        setting.Claim(new NoUseAfterFree<IrqSettingsState>());
        return irq;
    }

    private static ScriptedCall Msi(ActorId irq, string text, IrqAction action, int count) =>
        new(text, Call.Of(irq, new IrqSettingsMessage.SetMsi(0, count, action, 3)));
}
