namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>The delivery models by the names that traces and commands use.</summary>
public static class DeliveryNames
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Delivery>().Select(NameOf)];

    /// <summary>The name in lower case.</summary>
    public static string NameOf(Delivery delivery) => delivery switch
    {
        Delivery.Causal => "causal",
        Delivery.Pair => "pair",
        Delivery.Mailbox => "mailbox",
        _ => "bag",
    };

    /// <summary>The delivery model of a name; null when there is none.</summary>
    public static Delivery? Find(string name) => name switch
    {
        "causal" => Delivery.Causal,
        "pair" => Delivery.Pair,
        "mailbox" => Delivery.Mailbox,
        "bag" => Delivery.Bag,
        _ => null,
    };
}
