// Written by npm run db:types; do not edit.

export type Json = string | number | boolean | null | { [key: string]: Json } | Json[];

export type Database = {
  app: {
    Tables: {
      ai_answers: {
        Row: {
          answer: string;
          created_at: string;
          embedding: string;
          embedding_model: string;
          id: string;
          prompt: string;
          question: string;
          scope: string;
        };
        ComputedFields: never;
        Insert: {
          answer: string;
          created_at?: string;
          embedding: string;
          embedding_model: string;
          id?: string;
          prompt: string;
          question: string;
          scope: string;
        };
        Update: {
          answer?: string;
          created_at?: string;
          embedding?: string;
          embedding_model?: string;
          id?: string;
          prompt?: string;
          question?: string;
          scope?: string;
        };
        Relationships: [];
      };
      ai_evaluations: {
        Row: {
          cases: number;
          created_at: string;
          id: string;
          model: string;
          prompt: string;
          score: number;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          cases: number;
          created_at?: string;
          id?: string;
          model: string;
          prompt: string;
          score: number;
          version: number;
        };
        Update: {
          cases?: number;
          created_at?: string;
          id?: string;
          model?: string;
          prompt?: string;
          score?: number;
          version?: number;
        };
        Relationships: [];
      };
      ai_feedback: {
        Row: {
          created_at: string;
          score: number;
          usage_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          score: number;
          usage_id: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          score?: number;
          usage_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'ai_feedback_usage_id_fkey';
            columns: ['usage_id'];
            isOneToOne: true;
            referencedRelation: 'ai_usage';
            referencedColumns: ['id'];
          },
        ];
      };
      ai_usage: {
        Row: {
          cached_tokens: number;
          cost_micros: number;
          created_at: string;
          id: string;
          input_tokens: number;
          latency_ms: number;
          model: string;
          output_tokens: number;
          prompt: string;
          request_id: string | null;
          status: 'complete' | 'interrupted' | 'failed' | 'cached';
          suspicion: number;
          tenant_id: string | null;
          user_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          cached_tokens: number;
          cost_micros: string;
          created_at?: string;
          id: string;
          input_tokens: number;
          latency_ms: number;
          model: string;
          output_tokens: number;
          prompt: string;
          request_id?: string | null;
          status: 'complete' | 'interrupted' | 'failed' | 'cached';
          suspicion: number;
          tenant_id?: string | null;
          user_id: string;
          version: number;
        };
        Update: {
          cached_tokens?: number;
          cost_micros?: string;
          created_at?: string;
          id?: string;
          input_tokens?: number;
          latency_ms?: number;
          model?: string;
          output_tokens?: number;
          prompt?: string;
          request_id?: string | null;
          status?: 'complete' | 'interrupted' | 'failed' | 'cached';
          suspicion?: number;
          tenant_id?: string | null;
          user_id?: string;
          version?: number;
        };
        Relationships: [];
      };
      answer_batches: {
        Row: {
          answers: Json;
          created_at: string;
          id: string;
          openai_id: string;
          owner_id: string;
          questions: Json;
          reservation: string;
          status: 'running' | 'complete' | 'failed';
        };
        ComputedFields: never;
        Insert: {
          answers?: Json;
          created_at?: string;
          id?: string;
          openai_id: string;
          owner_id: string;
          questions: Json;
          reservation: string;
          status?: 'running' | 'complete' | 'failed';
        };
        Update: {
          answers?: Json;
          created_at?: string;
          id?: string;
          openai_id?: string;
          owner_id?: string;
          questions?: Json;
          reservation?: string;
          status?: 'running' | 'complete' | 'failed';
        };
        Relationships: [];
      };
      board_windows: {
        Row: {
          alerted_at: string | null;
          board_id: string;
          id: string;
          max: number;
          mean: number;
          min: number;
          readings: number;
          starts_at: string;
          sum: number;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          alerted_at?: string | null;
          board_id: string;
          id?: string;
          max: string;
          mean?: never;
          min: string;
          readings: number;
          starts_at: string;
          sum: string;
          version?: number;
        };
        Update: {
          alerted_at?: string | null;
          board_id?: string;
          id?: string;
          max?: string;
          mean?: never;
          min?: string;
          readings?: number;
          starts_at?: string;
          sum?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'board_windows_board_id_fkey';
            columns: ['board_id'];
            isOneToOne: false;
            referencedRelation: 'boards';
            referencedColumns: ['id'];
          },
        ];
      };
      boards: {
        Row: {
          alert_above: number | null;
          created_at: string;
          id: string;
          late_count: number;
          lateness_seconds: number;
          name: string;
          owner_id: string;
          shared: boolean;
          watermark: string | null;
          window_seconds: number;
        };
        ComputedFields: never;
        Insert: {
          alert_above?: string | null;
          created_at?: string;
          id?: string;
          late_count?: string;
          lateness_seconds?: number;
          name: string;
          owner_id?: string;
          shared?: boolean;
          watermark?: string | null;
          window_seconds?: number;
        };
        Update: {
          alert_above?: string | null;
          created_at?: string;
          id?: string;
          late_count?: string;
          lateness_seconds?: number;
          name?: string;
          owner_id?: string;
          shared?: boolean;
          watermark?: string | null;
          window_seconds?: number;
        };
        Relationships: [];
      };
      chunk_entities: {
        Row: {
          chunk_id: string;
          entity_id: string;
          owner_id: string;
        };
        ComputedFields: never;
        Insert: {
          chunk_id: string;
          entity_id: string;
          owner_id: string;
        };
        Update: {
          chunk_id?: string;
          entity_id?: string;
          owner_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'chunk_entities_chunk_id_owner_id_fkey';
            columns: ['chunk_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'chunks';
            referencedColumns: ['id', 'owner_id'];
          },
          {
            foreignKeyName: 'chunk_entities_entity_id_owner_id_fkey';
            columns: ['entity_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'entities';
            referencedColumns: ['id', 'owner_id'];
          },
        ];
      };
      chunk_vectors: {
        Row: {
          chunk_id: string;
          document_id: string;
          embedding: string;
          model: string;
          owner_id: string;
          slot: number;
        };
        ComputedFields: never;
        Insert: {
          chunk_id: string;
          document_id: string;
          embedding: string;
          model: string;
          owner_id: string;
          slot: number;
        };
        Update: {
          chunk_id?: string;
          document_id?: string;
          embedding?: string;
          model?: string;
          owner_id?: string;
          slot?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'chunk_vectors_chunk_id_owner_id_fkey';
            columns: ['chunk_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'chunks';
            referencedColumns: ['id', 'owner_id'];
          },
          {
            foreignKeyName: 'chunk_vectors_slot_model_fkey';
            columns: ['slot', 'model'];
            isOneToOne: false;
            referencedRelation: 'embedding_slots';
            referencedColumns: ['slot', 'model'];
          },
        ];
      };
      chunks: {
        Row: {
          content_hash: string;
          document_id: string;
          end: number;
          heading_path: string[];
          id: string;
          kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code';
          owner_id: string;
          position: number;
          search_words: unknown;
          section: string;
          start: number;
          text: string;
          tokens: number;
        };
        ComputedFields: never;
        Insert: {
          content_hash: string;
          document_id: string;
          end: number;
          heading_path: string[];
          id: string;
          kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code';
          owner_id: string;
          position: number;
          search_words?: never;
          section: string;
          start: number;
          text: string;
          tokens: number;
        };
        Update: {
          content_hash?: string;
          document_id?: string;
          end?: number;
          heading_path?: string[];
          id?: string;
          kind?: 'heading' | 'paragraph' | 'list' | 'table' | 'code';
          owner_id?: string;
          position?: number;
          search_words?: never;
          section?: string;
          start?: number;
          text?: string;
          tokens?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'chunks_document_id_owner_id_fkey';
            columns: ['document_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'documents';
            referencedColumns: ['id', 'owner_id'];
          },
        ];
      };
      conversations: {
        Row: {
          created_at: string;
          id: string;
          owner_id: string;
          summarised_at: string | null;
          summary: string | null;
          title: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          owner_id?: string;
          summarised_at?: string | null;
          summary?: string | null;
          title: string;
          updated_at?: string;
          version?: number;
        };
        Update: {
          created_at?: string;
          id?: string;
          owner_id?: string;
          summarised_at?: string | null;
          summary?: string | null;
          title?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [];
      };
      document_texts: {
        Row: {
          blocks: Json;
          document_id: string;
          owner_id: string;
          text: string;
        };
        ComputedFields: never;
        Insert: {
          blocks: Json;
          document_id: string;
          owner_id: string;
          text: string;
        };
        Update: {
          blocks?: Json;
          document_id?: string;
          owner_id?: string;
          text?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'document_texts_document_id_owner_id_fkey';
            columns: ['document_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'documents';
            referencedColumns: ['id', 'owner_id'];
          },
        ];
      };
      documents: {
        Row: {
          chunk_count: number;
          content_hash: string;
          created_at: string;
          error: Json | null;
          id: string;
          name: string;
          owner_id: string;
          path: string;
          progress: number;
          run_id: string | null;
          runs: number;
          size: number;
          status: 'uploading' | 'queued' | 'extracting' | 'chunking' | 'embedding' | 'indexing' | 'ready' | 'failed';
          type: 'application/pdf' | 'text/markdown' | 'text/html' | 'text/plain';
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          chunk_count?: number;
          content_hash: string;
          created_at?: string;
          error?: Json | null;
          id?: string;
          name: string;
          owner_id: string;
          path: string;
          progress?: number;
          run_id?: string | null;
          runs?: number;
          size: number;
          status?: 'uploading' | 'queued' | 'extracting' | 'chunking' | 'embedding' | 'indexing' | 'ready' | 'failed';
          type: 'application/pdf' | 'text/markdown' | 'text/html' | 'text/plain';
          updated_at?: string;
        };
        Update: {
          chunk_count?: number;
          content_hash?: string;
          created_at?: string;
          error?: Json | null;
          id?: string;
          name?: string;
          owner_id?: string;
          path?: string;
          progress?: number;
          run_id?: string | null;
          runs?: number;
          size?: number;
          status?: 'uploading' | 'queued' | 'extracting' | 'chunking' | 'embedding' | 'indexing' | 'ready' | 'failed';
          type?: 'application/pdf' | 'text/markdown' | 'text/html' | 'text/plain';
          updated_at?: string;
        };
        Relationships: [];
      };
      embedding_cache: {
        Row: {
          content_hash: string;
          created_at: string;
          embedding: string;
          model: string;
          owner_id: string;
        };
        ComputedFields: never;
        Insert: {
          content_hash: string;
          created_at?: string;
          embedding: string;
          model: string;
          owner_id: string;
        };
        Update: {
          content_hash?: string;
          created_at?: string;
          embedding?: string;
          model?: string;
          owner_id?: string;
        };
        Relationships: [];
      };
      embedding_slots: {
        Row: {
          active: boolean;
          model: string | null;
          slot: number;
        };
        ComputedFields: never;
        Insert: {
          active: boolean;
          model?: string | null;
          slot: number;
        };
        Update: {
          active?: boolean;
          model?: string | null;
          slot?: number;
        };
        Relationships: [];
      };
      entities: {
        Row: {
          id: string;
          name: string;
          owner_id: string;
        };
        ComputedFields: never;
        Insert: {
          id?: string;
          name: string;
          owner_id: string;
        };
        Update: {
          id?: string;
          name?: string;
          owner_id?: string;
        };
        Relationships: [];
      };
      error_logs: {
        Row: {
          code: string;
          count: number;
          first_at: string;
          id: string;
          last_at: string;
          message: string;
          method: string;
          minute: string | null;
          request_id: string | null;
          route: string;
          stack: string | null;
          status_code: number;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          code: string;
          count?: number;
          first_at?: string;
          id?: string;
          last_at?: string;
          message: string;
          method: string;
          minute?: string | null;
          request_id?: string | null;
          route: string;
          stack?: string | null;
          status_code: number;
          user_id?: string | null;
        };
        Update: {
          code?: string;
          count?: number;
          first_at?: string;
          id?: string;
          last_at?: string;
          message?: string;
          method?: string;
          minute?: string | null;
          request_id?: string | null;
          route?: string;
          stack?: string | null;
          status_code?: number;
          user_id?: string | null;
        };
        Relationships: [];
      };
      evaluation_runs: {
        Row: {
          cases: number;
          created_at: string;
          dataset_hash: string;
          id: string;
          measures: Json;
          model: string;
          name: string;
        };
        ComputedFields: never;
        Insert: {
          cases: number;
          created_at?: string;
          dataset_hash: string;
          id?: string;
          measures: Json;
          model: string;
          name: string;
        };
        Update: {
          cases?: number;
          created_at?: string;
          dataset_hash?: string;
          id?: string;
          measures?: Json;
          model?: string;
          name?: string;
        };
        Relationships: [];
      };
      job_effects: {
        Row: {
          created_at: string;
          key: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          key: string;
        };
        Update: {
          created_at?: string;
          key?: string;
        };
        Relationships: [];
      };
      measurements: {
        Row: {
          board_id: string;
          id: string;
          late: boolean;
          measured_at: string;
          received_at: string;
          sensor: string;
          value: number;
        };
        ComputedFields: never;
        Insert: {
          board_id: string;
          id: string;
          late: boolean;
          measured_at: string;
          received_at?: string;
          sensor: string;
          value: string;
        };
        Update: {
          board_id?: string;
          id?: string;
          late?: boolean;
          measured_at?: string;
          received_at?: string;
          sensor?: string;
          value?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'measurements_board_id_fkey';
            columns: ['board_id'];
            isOneToOne: false;
            referencedRelation: 'boards';
            referencedColumns: ['id'];
          },
        ];
      };
      messages: {
        Row: {
          content: string;
          conversation_id: string;
          created_at: string;
          id: string;
          owner_id: string;
          role: 'user' | 'assistant';
          status: 'streaming' | 'complete' | 'interrupted' | 'failed' | 'approval';
          tokens: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          content: string;
          conversation_id: string;
          created_at?: string;
          id?: string;
          owner_id: string;
          role: 'user' | 'assistant';
          status: 'streaming' | 'complete' | 'interrupted' | 'failed' | 'approval';
          tokens: number;
          updated_at?: string;
        };
        Update: {
          content?: string;
          conversation_id?: string;
          created_at?: string;
          id?: string;
          owner_id?: string;
          role?: 'user' | 'assistant';
          status?: 'streaming' | 'complete' | 'interrupted' | 'failed' | 'approval';
          tokens?: number;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'messages_conversation_id_owner_id_fkey';
            columns: ['conversation_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'conversations';
            referencedColumns: ['id', 'owner_id'];
          },
        ];
      };
      notifications: {
        Row: {
          body: string | null;
          created_at: string;
          data: Json;
          id: string;
          key: string;
          kind: string;
          owner_id: string;
          read_at: string | null;
          title: string;
        };
        ComputedFields: never;
        Insert: {
          body?: string | null;
          created_at?: string;
          data?: Json;
          id?: string;
          key: string;
          kind: string;
          owner_id: string;
          read_at?: string | null;
          title: string;
        };
        Update: {
          body?: string | null;
          created_at?: string;
          data?: Json;
          id?: string;
          key?: string;
          kind?: string;
          owner_id?: string;
          read_at?: string | null;
          title?: string;
        };
        Relationships: [];
      };
      outbox_events: {
        Row: {
          attempts: number;
          created_at: string;
          dead_at: string | null;
          delivered_at: string | null;
          handled: string[];
          id: string;
          key: string | null;
          last_error: string | null;
          locked_until: string;
          name: string;
          payload: Json;
          position: number;
          request_id: string | null;
          traceparent: string | null;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          created_at?: string;
          dead_at?: string | null;
          delivered_at?: string | null;
          handled?: string[];
          id?: string;
          key?: string | null;
          last_error?: string | null;
          locked_until?: string;
          name: string;
          payload: Json;
          position?: never;
          request_id?: string | null;
          traceparent?: string | null;
          user_id?: string | null;
        };
        Update: {
          attempts?: number;
          created_at?: string;
          dead_at?: string | null;
          delivered_at?: string | null;
          handled?: string[];
          id?: string;
          key?: string | null;
          last_error?: string | null;
          locked_until?: string;
          name?: string;
          payload?: Json;
          position?: never;
          request_id?: string | null;
          traceparent?: string | null;
          user_id?: string | null;
        };
        Relationships: [];
      };
      storage_quotas: {
        Row: {
          max_bytes: number;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          max_bytes: string;
          user_id: string;
        };
        Update: {
          max_bytes?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      tool_calls: {
        Row: {
          arguments: string;
          created_at: string;
          id: string;
          message_id: string;
          owner_id: string;
          status: 'waiting' | 'approved' | 'refused';
          tool: string;
        };
        ComputedFields: never;
        Insert: {
          arguments: string;
          created_at?: string;
          id?: string;
          message_id: string;
          owner_id: string;
          status?: 'waiting' | 'approved' | 'refused';
          tool: string;
        };
        Update: {
          arguments?: string;
          created_at?: string;
          id?: string;
          message_id?: string;
          owner_id?: string;
          status?: 'waiting' | 'approved' | 'refused';
          tool?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'tool_calls_message_id_owner_id_fkey';
            columns: ['message_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'messages';
            referencedColumns: ['id', 'owner_id'];
          },
        ];
      };
      user_roles: {
        Row: {
          created_at: string;
          role: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          role: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          role?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      webhook_deliveries: {
        Row: {
          attempts: number;
          created_at: string;
          delivered_at: string | null;
          endpoint_id: string;
          event: string;
          event_id: string;
          failed_at: string | null;
          id: string;
          last_error: string | null;
          last_status: number | null;
          owner_id: string;
          payload: Json;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          created_at?: string;
          delivered_at?: string | null;
          endpoint_id: string;
          event: string;
          event_id: string;
          failed_at?: string | null;
          id?: string;
          last_error?: string | null;
          last_status?: number | null;
          owner_id: string;
          payload: Json;
        };
        Update: {
          attempts?: number;
          created_at?: string;
          delivered_at?: string | null;
          endpoint_id?: string;
          event?: string;
          event_id?: string;
          failed_at?: string | null;
          id?: string;
          last_error?: string | null;
          last_status?: number | null;
          owner_id?: string;
          payload?: Json;
        };
        Relationships: [
          {
            foreignKeyName: 'webhook_deliveries_endpoint_id_owner_id_fkey';
            columns: ['endpoint_id', 'owner_id'];
            isOneToOne: false;
            referencedRelation: 'webhook_endpoints';
            referencedColumns: ['id', 'owner_id'];
          },
        ];
      };
      webhook_endpoints: {
        Row: {
          created_at: string;
          disabled_at: string | null;
          events: string[];
          failing_since: string | null;
          id: string;
          owner_id: string;
          secret: string;
          url: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          disabled_at?: string | null;
          events: string[];
          failing_since?: string | null;
          id?: string;
          owner_id?: string;
          secret: string;
          url: string;
        };
        Update: {
          created_at?: string;
          disabled_at?: string | null;
          events?: string[];
          failing_since?: string | null;
          id?: string;
          owner_id?: string;
          secret?: string;
          url?: string;
        };
        Relationships: [];
      };
    };
    Views: {
      files: {
        Row: {
          created_at: string | null;
          id: string;
          name: string | null;
          path: string | null;
          size: number | null;
          type: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string | null;
          id?: string | null;
          name?: never;
          path?: string | null;
          size?: never;
          type?: never;
        };
        Update: {
          created_at?: string | null;
          id?: string | null;
          name?: never;
          path?: string | null;
          size?: never;
          type?: never;
        };
        Relationships: [];
      };
    };
    Functions: {
      add_document: {
        Args: { in_hash: string; in_name: string; in_owner: string; in_size: number; in_type: string };
        Returns: {
          id: string;
          outcome: string;
        }[];
      };
      ai_spent: { Args: { on_day: string; spender: string }; Returns: number };
      cached_embeddings: {
        Args: { by_model: string; hashes: string[]; of_owner: string };
        Returns: {
          content_hash: string;
          embedding: string;
        }[];
      };
      chunks_to_embed: {
        Args: { by_model: string; max_rows: number; of_document: string };
        Returns: {
          content_hash: string;
          section: string;
          text: string;
        }[];
      };
      chunks_to_renew: {
        Args: { in_slot: number; max_rows: number };
        Returns: {
          content_hash: string;
          owner_id: string;
          section: string;
          text: string;
        }[];
      };
      claim_outbox_events: {
        Args: { batch: number; lease_seconds: number; max_attempts: number };
        Returns: {
          attempts: number;
          created_at: string;
          dead_at: string | null;
          delivered_at: string | null;
          handled: string[];
          id: string;
          key: string | null;
          last_error: string | null;
          locked_until: string;
          name: string;
          payload: Json;
          position: number;
          request_id: string | null;
          traceparent: string | null;
          user_id: string | null;
        }[];
        SetofOptions: {
          from: '*';
          to: 'outbox_events';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      clear_vectors: { Args: { in_slot: number; max_rows: number }; Returns: number };
      confirmed_email: { Args: { user_id: string }; Returns: string };
      expand_chunks: {
        Args: { hits: string[]; max_each: number };
        Returns: {
          document_id: string;
          document_name: string;
          end: number;
          from_id: string;
          heading_path: string[];
          id: string;
          kind: string;
          position: number;
          relation: string;
          start: number;
          text: string;
          via: string[];
          weight: number;
        }[];
      };
      find_ai_answers: {
        Args: {
          by_model: string;
          in_scope: string;
          max_age: string;
          max_distance: number;
          of_prompt: string;
          query_embedding: string;
        };
        Returns: {
          answer: string;
          question: string;
        }[];
      };
      finish_document: { Args: { of_document: string; of_run: string }; Returns: boolean };
      first_time: { Args: { effect: string }; Returns: boolean };
      ingest_measurements: { Args: { batch: Json; board: string }; Returns: Json };
      keep_embeddings: {
        Args: { by_model: string; embeddings: string[]; hashes: string[]; of_owner: string; usage: Json };
        Returns: undefined;
      };
      place_vectors: { Args: { lane: number; lanes: number; max_rows: number; of_document: string }; Returns: number };
      record_errors: { Args: { entries: Json }; Returns: undefined };
      record_webhook_attempt: {
        Args: { delivery: string; is_last: boolean; owner: string; problem: string; status: number };
        Returns: boolean;
      };
      renew_vectors: { Args: { in_slot: number; max_rows: number; of_owner: string }; Returns: number };
      replace_chunks: { Args: { new_chunks: Json; of_document: string; of_run: string }; Returns: boolean };
      report_ai_usage: {
        Args: { by_key: string; from_day: string; to_day: string };
        Returns: {
          cached: number;
          calls: number;
          cost_micros: number;
          disliked: number;
          failed: number;
          input_tokens: number;
          key: string;
          latency_ms: number;
          liked: number;
          output_tokens: number;
          score: number;
        }[];
      };
      row_of_file: { Args: { path: string }; Returns: string };
      search_chunks: {
        Args: {
          by_model: string;
          in_documents?: string[];
          in_kinds?: string[];
          in_types?: string[];
          max_rows: number;
          query_embedding: string;
          query_text: string;
          under_headings?: string[];
        };
        Returns: {
          document_id: string;
          document_name: string;
          end: number;
          heading_path: string[];
          id: string;
          kind: string;
          position: number;
          score: number;
          similarity: number;
          start: number;
          text: string;
          text_rank: number;
          vector_rank: number;
        }[];
      };
      storage_quota: { Args: { folder: string }; Returns: number };
      storage_usage: {
        Args: Record<PropertyKey, never>;
        Returns: {
          max_bytes: number;
          used_bytes: number;
        }[];
      };
      stored_bytes: { Args: { metadata: Json }; Returns: number };
      switch_embeddings: { Args: { to_slot: number }; Returns: boolean };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'app'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    keyof (DefaultSchema['Tables'] & DefaultSchema['Views']) | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    keyof DefaultSchema['CompositeTypes'] | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  app: {
    Enums: {},
  },
} as const;
