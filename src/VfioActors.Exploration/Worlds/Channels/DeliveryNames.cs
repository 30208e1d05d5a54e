namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>The delivery models by the names that traces and commands use.</summary>
public static class DeliveryNames
{
    /// <summary>The name in lower case.</summary>
    public static string NameOf(Delivery delivery) => delivery switch
    {
        Delivery.Causal => "causal",
        Delivery.Pair => "pair",
        _ => "mailbox",
    };

    /// <summary>The delivery model of a name; null when there is none.</summary>
    public static Delivery? Find(string name) => name switch
    {
        "causal" => Delivery.Causal,
        "pair" => Delivery.Pair,
        "mailbox" => Delivery.Mailbox,
        _ => null,
    };
}
