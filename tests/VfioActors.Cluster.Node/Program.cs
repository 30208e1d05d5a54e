using VfioActors.Cluster.Nodes;

// One node of a storm, until its standard input ends; "dies" for one that ends when it is asked something.
if (args is ["dies"])
{
    Console.In.ReadLine();
    return;
}

await StormNode.RunAsync(Console.In, Console.Out);
