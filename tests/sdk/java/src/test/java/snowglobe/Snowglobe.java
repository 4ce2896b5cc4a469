package snowglobe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A Snowglobe on a free port for one class of tests, its control API, and clients for it. */
final class Snowglobe implements BeforeAllCallback, AfterAllCallback {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Deque<AutoCloseable> clients = new ArrayDeque<>();
  private Process process;
  private int port;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    port = freePort();
    process =
        new ProcessBuilder(
                program(), "serve", "--port", String.valueOf(port), "--clock", "manual", "--seed",
                "1", "--log-level", "warn")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var seen = new StringBuilder();
    var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    while (seen.indexOf("Ready.") < 0) {
      String line = output.readLine();
      if (line == null) throw new IOException("Snowglobe is not ready: " + seen);
      seen.append(line).append('\n');
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    while (!clients.isEmpty()) clients.removeLast().close();
    recordOperations();
    process.destroy();
    process.waitFor();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  SqsClient sqs() {
    return keep(prepare(SqsClient.builder()).httpClient(UrlConnectionHttpClient.create()).build());
  }

  SqsAsyncClient sqsAsync() {
    return keep(
        prepare(SqsAsyncClient.builder()).httpClient(NettyNioAsyncHttpClient.create()).build());
  }

  DynamoDbClient dynamoDb() {
    return keep(
        prepare(DynamoDbClient.builder()).httpClient(UrlConnectionHttpClient.create()).build());
  }

  DynamoDbStreamsClient dynamoDbStreams() {
    return keep(
        prepare(DynamoDbStreamsClient.builder())
            .httpClient(UrlConnectionHttpClient.create())
            .build());
  }

  DynamoDbAsyncClient dynamoDbAsync() {
    return keep(
        prepare(DynamoDbAsyncClient.builder())
            .httpClient(NettyNioAsyncHttpClient.create())
            .build());
  }

  SfnClient sfn() {
    return keep(prepare(SfnClient.builder()).httpClient(UrlConnectionHttpClient.create()).build());
  }

  /** Moves the manual clock on, as "30s" or "5m"; returns when all is quiet. */
  void advance(String duration) {
    control("POST", "/clock/advance", "{\"duration\": \"" + duration + "\"}");
  }

  JsonNode control(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(endpoint().resolve("/_snowglobe" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) throw new IllegalStateException(path + ": " + answer.body());
      return JsonNode.parser().parse(answer.body());
    } catch (IOException | InterruptedException error) {
      throw new IllegalStateException(path, error);
    }
  }

  // One attempt: an error that a retry would hide is seen. Without the other option
  // StartSyncExecution asks for the host "sync-127.0.0.1".
  private <B extends AwsClientBuilder<B, C>, C> B prepare(B builder) {
    return builder
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .overrideConfiguration(
            c ->
                c.retryStrategy(AwsRetryStrategy.doNotRetry())
                    .putAdvancedOption(
                        SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true));
  }

  private <C extends AutoCloseable> C keep(C client) {
    clients.add(client);
    return client;
  }

  /** Adds what clients called with success to the file that core_operations.py reads. */
  private void recordOperations() throws IOException {
    String file = System.getenv("SNOWGLOBE_OPERATIONS_SEEN");
    if (file == null) return;
    List<String> lines = new ArrayList<>();
    JsonNode journal = control("GET", "/journal?limit=100000", "");
    for (JsonNode entry : journal.field("entries").orElseThrow().asArray()) {
      boolean good = entry.field("error").isEmpty();
      if (good && text(entry, "caller").equals("client")) {
        lines.add(text(entry, "service") + " " + text(entry, "operation"));
      }
    }
    Files.write(Path.of(file), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String text(JsonNode entry, String member) {
    return entry.field(member).orElseThrow().asString();
  }

  private static String program() {
    String named = System.getenv("SNOWGLOBE_PROGRAM");
    return named != null ? named : Path.of("../../../build/snowglobe").toAbsolutePath().toString();
  }

  private static int freePort() throws IOException {
    try (var listener = new ServerSocket(0)) {
      return listener.getLocalPort();
    }
  }
}
